WITH read AS (
  SELECT *,
    -- "Digital Currency Address - XBT 12Qt…; alt. Digital Currency Address - ETH 0x…;"
    list_transform(regexp_extract_all(remarks, 'Digital Currency Address - ([A-Z0-9]{2,6} [A-Za-z0-9:]{20,128})', 1),
      lambda found: struct_pack(ticker := split_part(found, ' ', 1), address := address_text(split_part(found, ' ', 2)))) AS found
  FROM raw
), placed AS (
  SELECT *,
    list_transform(found, lambda item: struct_pack(
      network := coalesce(tag_network(ticker_network(item.ticker), address_network(item.address)), lower(item.ticker)),
      address := item.address)) AS accounts
  FROM read
)
-- an entry without an address is kept as the name it is; the second and later addresses become further rows
SELECT
  accounts[1].network AS network, accounts[1].address AS address, sdn_text(name) AS label, 'sanctions' AS category, 'OFAC SDN' AS source,
  tag_confidence('authority_data') AS confidence, 'ofac-' || trim(ent_num) AS actor, snake(sdn_text(program)) AS abuse,
  accounts[2:] AS further,
  coalesce(
    fault('ent_num', ent_num, CASE WHEN whole(ent_num) IS NULL THEN 'not the number of an entry' END),
    fault('name', name, CASE WHEN sdn_text(name) IS NULL THEN 'the name is missing' END)
  ) AS problem
FROM placed
