"""Records as the JSON that GitHub's REST interface answers with. Pure: state in, dictionaries out."""
