"""What gets a component that is added or edited: the draft of an environment, or a blueprint."""
