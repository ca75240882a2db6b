WITH read AS (
  SELECT *,
    coalesce(chain_text(chain), $chain) AS network,
    hash_text(tx_hash) AS tx,
    address_text(from_address) AS sender,
    address_text(to_address) AS receiver,
    address_text(contract) AS token,
    any_time(time) AS event_time,
    whole(block) AS block_number,
    small_whole(log_index) AS log_number,
    trace_path(trace_address) AS path,
    lower(trim(token_standard)) AS standard,
    decimal_text(coalesce(blank(amount_raw), amount)) AS amount_text
  FROM raw
), placed AS (
  SELECT *,
    is_evm_chain(network) AS evm,
    standard IS NOT DISTINCT FROM 'native' OR token IN ('0x0000000000000000000000000000000000000000', '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee') AS coin
  FROM read
), scaled AS (
  -- where the file gives the amount in both units, the decimals follow from the two
  SELECT *,
    CASE WHEN blank(amount_raw) IS NULL THEN 0 WHEN coin THEN native_scale(network)
         ELSE scale_between(try_cast(amount_text AS DOUBLE), finite(blank(amount))) END::SMALLINT AS scale
  FROM placed
)
SELECT
  network AS chain, event_time AS time, block_number AS block, tx AS tx_hash, small_whole(tx_index) AS tx_index, log_number AS log_index, path AS trace,
  CASE WHEN standard IN ('erc721', 'erc1155') THEN 'nft' WHEN NOT coin THEN 'token' WHEN path IS NOT NULL THEN 'internal'
       WHEN trim(trace_address) = '[]' AND log_number IS NULL THEN 'native' ELSE 'transfer' END AS kind,
  sender AS from_address, receiver AS to_address, CASE WHEN coin THEN native_asset(network) ELSE token END AS asset,
  coalesce(blank(symbol), CASE WHEN coin THEN native_asset(network) END) AS symbol,
  amount_text, scale AS amount_scale, coalesce(finite(blank(amount)), amount_double(amount_text, scale)) AS amount, finite(blank(amount_usd)) AS amount_usd, true AS success,
  coalesce(
    fault('tx_hash', tx_hash, hash_fault(tx, evm)),
    fault('time', time, time_fault(time, event_time)),
    fault('block', block, whole_fault(block, block_number)),
    fault('log_index', log_index, whole_fault(log_index, log_number)),
    fault('from_address', from_address, sender_fault(sender, receiver, evm)),
    fault('to_address', to_address, address_fault(receiver, evm)),
    fault('contract', contract, CASE WHEN token IS NULL AND NOT coin THEN 'the token is missing' ELSE address_fault(token, evm) END),
    fault('amount_raw', coalesce(blank(amount_raw), amount), CASE WHEN blank(amount_raw) IS NULL THEN amount_fault(amount, amount_text) ELSE base_amount_fault(amount_raw, amount_text) END),
    fault('amount_usd', amount_usd, number_fault(amount_usd, finite(amount_usd)))
  ) AS problem
FROM scaled
