CREATE SEQUENCE dataset_seq START 1;
CREATE TABLE dataset (
  dataset_id INTEGER PRIMARY KEY,
  sha256 VARCHAR NOT NULL UNIQUE,
  path VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  parent_sha256 VARCHAR,
  format VARCHAR NOT NULL,
  format_label VARCHAR NOT NULL,
  target VARCHAR NOT NULL,
  options VARCHAR NOT NULL,
  bytes BIGINT NOT NULL,
  imported_at TIMESTAMP NOT NULL,
  rows BIGINT NOT NULL,
  accepted BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  duplicate BIGINT NOT NULL,
  first_rowid BIGINT NOT NULL,
  loaded BIGINT NOT NULL,
  coverage_from TIMESTAMP,
  coverage_to TIMESTAMP,
  chains VARCHAR[] NOT NULL,
  warnings VARCHAR NOT NULL
);
-- Break points: from `record` on, a row's line is its record number plus (line - record).
CREATE TABLE dataset_line (dataset_id INTEGER NOT NULL, record BIGINT NOT NULL, line BIGINT NOT NULL);
CREATE TABLE reject (dataset_id INTEGER NOT NULL, line BIGINT NOT NULL, column_name VARCHAR NOT NULL, value VARCHAR NOT NULL, reason VARCHAR NOT NULL);
CREATE TABLE duplicate_row (dataset_id INTEGER NOT NULL, target VARCHAR NOT NULL, row_id BIGINT NOT NULL, of_row_id BIGINT NOT NULL);

-- Target tables are append-only: a row's rowid minus its dataset's first_rowid is its record number.
CREATE TABLE transfer (
  dataset_id INTEGER NOT NULL, ok BOOLEAN NOT NULL, event_key UBIGINT,
  chain VARCHAR, time TIMESTAMP, block BIGINT, tx_hash VARCHAR USING COMPRESSION fsst, tx_index INTEGER, log_index INTEGER, trace VARCHAR,
  kind VARCHAR, from_address VARCHAR, to_address VARCHAR, asset VARCHAR, symbol VARCHAR, token_id VARCHAR,
  amount_text VARCHAR USING COMPRESSION fsst, amount_scale SMALLINT, amount DOUBLE, amount_usd DOUBLE,
  fee DOUBLE, gas_used BIGINT, method VARCHAR, success BOOLEAN, error VARCHAR, from_tag VARCHAR, to_tag VARCHAR
);
CREATE TABLE chain_log (
  dataset_id INTEGER NOT NULL, ok BOOLEAN NOT NULL, event_key UBIGINT,
  chain VARCHAR, time TIMESTAMP, block BIGINT, tx_hash VARCHAR, tx_index INTEGER, log_index INTEGER,
  address VARCHAR, topics VARCHAR, data VARCHAR
);
CREATE TABLE chain_block (
  dataset_id INTEGER NOT NULL, ok BOOLEAN NOT NULL, event_key UBIGINT,
  chain VARCHAR, time TIMESTAMP, block BIGINT, hash VARCHAR, parent_hash VARCHAR, miner VARCHAR, transactions BIGINT, gas_used BIGINT, base_fee BIGINT
);
CREATE TABLE chain_receipt (
  dataset_id INTEGER NOT NULL, ok BOOLEAN NOT NULL, event_key UBIGINT,
  chain VARCHAR, block BIGINT, tx_hash VARCHAR, tx_index INTEGER, success BOOLEAN, gas_used BIGINT, effective_gas_price BIGINT, contract_address VARCHAR
);
CREATE TABLE dex_trade (
  dataset_id INTEGER NOT NULL, ok BOOLEAN NOT NULL, event_key UBIGINT,
  chain VARCHAR, time TIMESTAMP, block BIGINT, tx_hash VARCHAR, tx_index INTEGER, log_index INTEGER, project VARCHAR, pool VARCHAR,
  taker VARCHAR, maker VARCHAR, tx_from VARCHAR, tx_to VARCHAR,
  bought_asset VARCHAR, bought_symbol VARCHAR, bought_text VARCHAR, bought_scale SMALLINT, bought DOUBLE,
  sold_asset VARCHAR, sold_symbol VARCHAR, sold_text VARCHAR, sold_scale SMALLINT, sold DOUBLE, amount_usd DOUBLE
);
CREATE TABLE trade (
  dataset_id INTEGER NOT NULL, ok BOOLEAN NOT NULL, event_key UBIGINT,
  venue VARCHAR, market VARCHAR, time TIMESTAMP, trade_id VARCHAR, side VARCHAR,
  price_text VARCHAR, price DOUBLE, amount_text VARCHAR, amount DOUBLE, quote_amount DOUBLE, liquidation BOOLEAN
);
CREATE TABLE candle (
  dataset_id INTEGER NOT NULL, ok BOOLEAN NOT NULL, event_key UBIGINT,
  venue VARCHAR, market VARCHAR, time TIMESTAMP, close_time TIMESTAMP,
  open DOUBLE, high DOUBLE, low DOUBLE, close DOUBLE, volume DOUBLE, quote_volume DOUBLE, trades BIGINT, taker_buy_volume DOUBLE
);
CREATE TABLE price (
  dataset_id INTEGER NOT NULL, ok BOOLEAN NOT NULL, event_key UBIGINT,
  asset VARCHAR, time TIMESTAMP, price_usd DOUBLE, source VARCHAR
);
CREATE TABLE tag (
  dataset_id INTEGER NOT NULL, ok BOOLEAN NOT NULL, event_key UBIGINT,
  network VARCHAR, address VARCHAR, label VARCHAR, category VARCHAR, source VARCHAR, confidence SMALLINT,
  actor VARCHAR, abuse VARCHAR, listed_at TIMESTAMP
);

CREATE TABLE detector_run (
  detector VARCHAR NOT NULL, version INTEGER NOT NULL, status VARCHAR NOT NULL, alerts BIGINT NOT NULL, seconds DOUBLE NOT NULL,
  message VARCHAR NOT NULL, params VARCHAR NOT NULL, as_of TIMESTAMP
);
CREATE TABLE alert (
  alert_id VARCHAR NOT NULL, rank BIGINT NOT NULL, detector VARCHAR NOT NULL, version INTEGER NOT NULL, family VARCHAR NOT NULL, tier VARCHAR NOT NULL,
  subjects VARCHAR NOT NULL, start_time TIMESTAMP NOT NULL, end_time TIMESTAMP NOT NULL,
  score DOUBLE NOT NULL, confidence DOUBLE NOT NULL, severity VARCHAR NOT NULL, priority VARCHAR NOT NULL, priority_level TINYINT NOT NULL,
  priority_sum DOUBLE NOT NULL, priority_parts VARCHAR NOT NULL,
  title VARCHAR NOT NULL, explanation VARCHAR NOT NULL, count BIGINT NOT NULL, params VARCHAR NOT NULL, filters VARCHAR NOT NULL,
  evidence_count BIGINT NOT NULL
);
CREATE TABLE alert_subject (alert_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, chain VARCHAR, id VARCHAR NOT NULL);
CREATE TABLE alert_evidence (
  alert_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, kind VARCHAR NOT NULL, role VARCHAR, ref VARCHAR NOT NULL,
  target VARCHAR NOT NULL, row_id BIGINT NOT NULL, dataset_id INTEGER NOT NULL, file VARCHAR NOT NULL, line BIGINT NOT NULL
);
CREATE TABLE verdict (alert_id VARCHAR NOT NULL, verdict VARCHAR NOT NULL, reason VARCHAR NOT NULL, given_at TIMESTAMP NOT NULL, given_by VARCHAR NOT NULL);
CREATE TABLE case_item (exhibit INTEGER PRIMARY KEY, alert_id VARCHAR NOT NULL, alert VARCHAR NOT NULL, note VARCHAR NOT NULL, added_at TIMESTAMP NOT NULL, removed BOOLEAN NOT NULL);
