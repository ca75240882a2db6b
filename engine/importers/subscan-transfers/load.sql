WITH read AS (
  SELECT *,
    hash_text(tx_hash) AS tx,
    address_text(from_address) AS sender,
    address_text(to_address) AS receiver,
    any_time(time) AS event_time,
    whole(block) AS block_number,
    decimal_text(amount) AS amount_text
  FROM raw
)
-- network and owner stand only in the file name; one extrinsic may hold several transfers
SELECT
  $chain AS chain, event_time AS time, block_number AS block, tx AS tx_hash, 'transfer' AS kind,
  sender AS from_address, receiver AS to_address, blank(symbol) AS asset, blank(symbol) AS symbol,
  amount_text, 0::SMALLINT AS amount_scale, amount_double(amount_text, 0) AS amount,
  CASE WHEN blank(result) IS NULL THEN NULL ELSE lower(trim(result)) IN ('success', 'true', '1') END AS success,
  coalesce(
    fault('tx_hash', tx_hash, hash_fault(tx, true)),
    fault('time', time, time_fault(time, event_time)),
    fault('block', block, block_fault(block, block_number)),
    fault('from_address', from_address, sender_fault(sender, receiver, false)),
    fault('to_address', to_address, address_fault(receiver, false)),
    fault('symbol', symbol, CASE WHEN blank(symbol) IS NULL THEN 'the asset is missing' END),
    fault('amount', amount, amount_fault(amount, amount_text))
  ) AS problem
FROM read
