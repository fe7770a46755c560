"""Images of Glance that are marked for Murano: by their type and title forms of the catalog offer them."""
