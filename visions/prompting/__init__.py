"""Help with writing a prompt: words to begin with, pieces to put together, and advice.

It only proposes. What a person sends is what the person wrote.
"""
