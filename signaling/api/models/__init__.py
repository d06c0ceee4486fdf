"""What goes over REST, as pydantic models: parsed once here, values of the scheduler inside."""
