"""Turn the prompts of a smart-city workshop into pictures, worksheets and roadmaps."""

__version__ = "0.1.0"
