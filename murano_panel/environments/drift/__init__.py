"""What an environment has by its model, held against what the cloud has."""
