"""Pictures made by our own code: rubber sheets with labelled defects, thermal scenes, textures."""
