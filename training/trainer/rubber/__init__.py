"""The rubber-sheet pack: grade rules, the rendered data set, the linear head and its measures."""
