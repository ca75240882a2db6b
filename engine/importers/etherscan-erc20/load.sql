WITH read AS (
  SELECT *,
    hash_text(tx_hash) AS tx,
    address_text(from_address) AS sender,
    address_text(to_address) AS receiver,
    address_text(contract) AS token,
    coalesce(unit_time(unix_time, 's'), iso_time(date_time)) AS event_time,
    whole(block) AS block_number,
    -- in whole tokens, with thousands commas
    decimal_text(amount) AS amount_text
  FROM raw
)
SELECT
  $chain AS chain, event_time AS time, block_number AS block, tx AS tx_hash, 'token' AS kind,
  sender AS from_address, receiver AS to_address, token AS asset, blank(symbol) AS symbol,
  amount_text, 0::SMALLINT AS amount_scale, amount_double(amount_text, 0) AS amount, money(value_usd) AS amount_usd,
  true AS success, blank(from_tag) AS from_tag, blank(to_tag) AS to_tag,
  coalesce(
    fault('tx_hash', tx_hash, hash_fault(tx, true)),
    fault('unix_time', coalesce(blank(unix_time), date_time), time_fault(coalesce(blank(unix_time), date_time), event_time)),
    fault('block', block, whole_fault(block, block_number)),
    fault('from_address', from_address, sender_fault(sender, receiver, true)),
    fault('to_address', to_address, address_fault(receiver, true)),
    fault('contract', contract, CASE WHEN token IS NULL THEN 'the token is missing' ELSE address_fault(token, true) END),
    fault('amount', amount, amount_fault(amount, amount_text))
  ) AS problem
FROM read
