-- What by_hand fills when there is no vault to take the table from (script/bench --peers).
CREATE TABLE envelope (
  id BLOB NOT NULL, version INTEGER NOT NULL, shelf INTEGER NOT NULL, slots BLOB NOT NULL,
  header BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (id, version)) STRICT;
