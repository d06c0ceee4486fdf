"""What OpenAPI says beyond the models: examples everywhere, codes, who may ask."""
