"""Files for programs: the portal's sitemap, feed and calendar. Values in, bytes out; knows nothing of pages' looks."""
