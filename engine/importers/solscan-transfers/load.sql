WITH read AS (
  SELECT *,
    blank(signature) AS tx,
    address_text(from_address) AS sender,
    address_text(to_address) AS receiver,
    coalesce(unit_time(unix_time, 's'), iso_time(date_time)) AS event_time,
    -- amounts are in base units
    decimal_text(amount) AS amount_text,
    whole(decimals) AS places,
    CASE WHEN trim(token) IN ('So11111111111111111111111111111111111111111', 'SOL') THEN 'SOL' ELSE blank(token) END AS mint
  FROM raw
), scaled AS (
  SELECT *, CASE WHEN places <= 77 THEN places END::SMALLINT AS scale FROM read
)
SELECT
  'solana' AS chain, event_time AS time, tx AS tx_hash, CASE WHEN mint = 'SOL' THEN 'transfer' ELSE 'token' END AS kind,
  sender AS from_address, receiver AS to_address, mint AS asset, CASE WHEN mint = 'SOL' THEN 'SOL' END AS symbol,
  amount_text, scale AS amount_scale, amount_double(amount_text, scale) AS amount, finite(blank(value_usd)) AS amount_usd, blank(action) AS method, true AS success,
  coalesce(
    fault('signature', signature, CASE WHEN tx IS NULL THEN 'the signature is missing' WHEN NOT regexp_full_match(tx, '[1-9A-HJ-NP-Za-km-z]{64,90}') THEN 'not a signature: base58 is expected' END),
    fault('unix_time', coalesce(blank(unix_time), date_time), time_fault(coalesce(blank(unix_time), date_time), event_time)),
    fault('from_address', from_address, sender_fault(sender, receiver, false)),
    fault('to_address', to_address, address_fault(receiver, false)),
    fault('token', token, CASE WHEN mint IS NULL THEN 'the token is missing' END),
    fault('decimals', decimals, CASE WHEN places > 77 THEN 'not a count of decimals' ELSE whole_fault(decimals, places) END),
    fault('amount', amount, base_amount_fault(amount, amount_text)),
    fault('value_usd', value_usd, number_fault(value_usd, finite(value_usd)))
  ) AS problem
FROM scaled
