WITH read AS (
  SELECT *,
    CASE WHEN chain = 'ethereum' THEN chain ELSE lower(trim(chain)) END AS network,
    chain = 'ethereum' OR is_evm_chain(lower(trim(chain))) AS evm,
    address_text(from_address) AS sender,
    address_text(to_address) AS receiver,
    CASE WHEN starts_with(tx_hash, '0x') THEN lower(tx_hash) ELSE trim(tx_hash) END AS tx,
    CASE WHEN starts_with(asset, '0x') THEN lower(asset) ELSE trim(asset) END AS token,
    stated_time(time, $time_unit, $time_zone) AS event_time,
    decimal_text(amount) AS amount_text,
    small_whole(log_index) AS log_number,
    try_cast(amount_usd AS DOUBLE) AS usd,
    CASE WHEN $amount_unit = 'token' THEN 0 ELSE $decimals END::SMALLINT AS scale
  FROM raw
)
SELECT
  network AS chain, event_time AS time, whole(block) AS block, tx AS tx_hash, log_number AS log_index, 'transfer' AS kind,
  sender AS from_address, receiver AS to_address, token AS asset, coalesce(symbol, CASE WHEN NOT starts_with(token, '0x') THEN token END) AS symbol,
  amount_text,
  scale AS amount_scale, amount_double(amount_text, scale) AS amount, usd AS amount_usd, finite(fee) AS fee, whole(gas_used) AS gas_used,
  method, bool_text(success) AS success,
  coalesce(
    fault('chain', chain, CASE WHEN network IS NULL OR network = '' THEN 'the chain is missing' END),
    fault('tx_hash', tx_hash, hash_fault(tx, evm)),
    fault('time', time, time_fault(time, event_time)),
    fault('from_address', from_address, CASE WHEN sender IS NULL AND receiver IS NULL THEN 'sender and receiver are both missing' ELSE address_fault(sender, evm) END),
    fault('to_address', to_address, address_fault(receiver, evm)),
    fault('asset', asset, CASE WHEN token IS NULL OR token = '' THEN 'the asset is missing' END),
    fault('log_index', log_index, whole_fault(log_index, log_number)),
    fault('amount_usd', amount_usd, CASE WHEN amount_usd IS NOT NULL AND (usd IS NULL OR NOT isfinite(usd)) THEN 'not a number' END),
    fault('amount', amount, CASE WHEN $amount_unit = 'token' THEN amount_fault(amount, amount_text) ELSE base_amount_fault(amount, amount_text) END)
  ) AS problem
FROM read
