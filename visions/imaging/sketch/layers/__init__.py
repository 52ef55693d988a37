"""The layers of a picture, from the sky to the leaves in the corners."""
