"""A participant without a decoder: the recorder's connection to any LiveKit-protocol relay."""
