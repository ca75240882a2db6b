-- Views of the graph as the window saved them; the content is the window's own. A removed one stays for the record.
CREATE TABLE saved_view (
  view_id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, content VARCHAR NOT NULL, data_digest VARCHAR NOT NULL,
  saved_at TIMESTAMP NOT NULL, saved_by VARCHAR NOT NULL, removed BOOLEAN NOT NULL
);
