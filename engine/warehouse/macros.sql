-- Readings shared by every importer. Text in, value or NULL out; nothing here guesses.

CREATE OR REPLACE MACRO blank(s) AS nullif(trim(s), '');

-- 2023-05-02T12:19:59.5Z from a UTC timestamp; fraction only where there is one.
CREATE OR REPLACE MACRO iso(t) AS
  strftime(t, '%Y-%m-%dT%H:%M:%S')
  || CASE WHEN microsecond(t) % 1000000 = 0 THEN 'Z'
          ELSE '.' || rtrim(strftime(t, '%f'), '0') || 'Z' END;

-- A long IN list would become a join, and a join does not keep the rows of a file in their order.
CREATE OR REPLACE MACRO is_evm_chain(chain) AS
  CASE WHEN chain = 'ethereum' THEN true
       ELSE list_contains(['bsc', 'polygon', 'arbitrum', 'optimism', 'base', 'avalanche', 'fantom', 'gnosis', 'moonbeam',
            'moonriver', 'linea', 'scroll', 'zksync', 'celo', 'blast', 'mantle', 'evm'], chain) END;

-- Hex and bech32 addresses are compared in lower case, base58 is case-sensitive.
CREATE OR REPLACE MACRO address_text(s) AS
  CASE WHEN starts_with(s, '0x') AND NOT ends_with(s, ' ') THEN lower(s)
       WHEN trim(s) = '' THEN NULL
       WHEN starts_with(trim(s), '0x') OR starts_with(trim(s), '0X') OR starts_with(lower(trim(s)), 'bc1') OR starts_with(lower(trim(s)), 'ltc1') THEN lower(trim(s))
       ELSE trim(s) END;

CREATE OR REPLACE MACRO is_evm_address(s) AS strlen(s) = 42 AND regexp_full_match(s, '0x[0-9a-f]+');
CREATE OR REPLACE MACRO is_evm_hash(s) AS strlen(s) = 66 AND regexp_full_match(s, '0x[0-9a-f]+');
CREATE OR REPLACE MACRO is_plain_address(s) AS regexp_full_match(s, '[A-Za-z0-9:_.\-]{3,128}');

-- Why an address (already address_text) cannot be taken, or NULL. An absent address is no fault here.
CREATE OR REPLACE MACRO address_fault(a, evm) AS
  CASE WHEN a IS NULL THEN NULL
       WHEN evm AND NOT is_evm_address(a) THEN 'not an address: 0x and 40 hexadecimal digits are expected'
       WHEN NOT evm AND NOT is_plain_address(a) THEN 'not an address' END;

CREATE OR REPLACE MACRO hash_fault(h, evm) AS
  CASE WHEN h IS NULL THEN 'the transaction hash is missing'
       WHEN evm AND NOT is_evm_hash(h) THEN 'not a transaction hash: 0x and 64 hexadecimal digits are expected'
       WHEN length(h) > 200 THEN 'not a transaction hash' END;

-- Exact decimal text in canonical form: no sign +, no separators, no leading or trailing zeros.
-- A list of one and a lambda stand for "let": a macro repeats its argument wherever it is named.
CREATE OR REPLACE MACRO shift_point(digits, point) AS
  CASE WHEN point <= 0 THEN '0.' || repeat('0', (-point)::BIGINT) || digits
       WHEN point >= length(digits) THEN digits || repeat('0', (point - length(digits))::BIGINT)
       ELSE substr(digits, 1, point::BIGINT) || '.' || substr(digits, (point + 1)::BIGINT) END;
CREATE OR REPLACE MACRO plain_decimal(t) AS
  list_transform([CASE WHEN contains(t, '.') THEN rtrim(rtrim(t, '0'), '.') ELSE t END], lambda x:
    list_transform([ltrim(x, '+-0')], lambda y:
      CASE WHEN y = '' THEN '0'
           WHEN starts_with(x, '-') THEN CASE WHEN starts_with(y, '.') THEN '-0' || y ELSE '-' || y END
           WHEN starts_with(y, '.') THEN '0' || y ELSE y END)[1])[1];
CREATE OR REPLACE MACRO exponent_decimal(t) AS
  list_transform([struct_pack(m := ltrim(split_part(lower(t), 'e', 1), '+-'), e := split_part(lower(t), 'e', 2)::BIGINT, n := starts_with(t, '-'))], lambda s:
    CASE WHEN s.n THEN '-' ELSE '' END || shift_point(replace(s.m, '.', ''), strpos(s.m || '.', '.') - 1 + s.e))[1];
CREATE OR REPLACE MACRO slow_decimal(s) AS
  list_transform([trim(s)], lambda t:
    CASE WHEN regexp_full_match(t, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)') THEN plain_decimal(t)
         WHEN regexp_full_match(t, '[+-]?[0-9]+([.][0-9]*)?[eE][+-]?[0-9]{1,3}') THEN plain_decimal(exponent_decimal(t))
         -- thousands commas only where they stand in threes; anything else is refused
         WHEN regexp_full_match(t, '[+-]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?') THEN plain_decimal(replace(t, ',', '')) END)[1];
CREATE OR REPLACE MACRO decimal_text(s) AS
  CASE WHEN regexp_full_match(s, '(0|[1-9][0-9]*)([.][0-9]+)?')
       THEN CASE WHEN ends_with(s, '0') AND contains(s, '.') THEN rtrim(rtrim(s, '0'), '.') ELSE s END
       ELSE slow_decimal(s) END;

-- value = amount_text × 10^-scale, as a double for display and order.
CREATE OR REPLACE MACRO amount_double(t, scale) AS
  CASE WHEN scale IS NULL THEN NULL WHEN scale = 0 THEN try_cast(t AS DOUBLE) ELSE try_cast(t AS DOUBLE) / pow(10::DOUBLE, scale) END;

-- The same, exact, as text in token units.
CREATE OR REPLACE MACRO amount_exact(t, scale) AS
  CASE WHEN scale IS NULL THEN NULL
       WHEN scale = 0 THEN t
       WHEN starts_with(t, '-') THEN plain_decimal('-' || shift_point(substr(t, 2), length(t) - 1 - scale))
       ELSE plain_decimal(shift_point(t, length(t) - scale)) END;

-- ISO date and time (any offset is applied), else NULL. Without an offset the time is UTC.
CREATE OR REPLACE MACRO iso_time(s) AS
  CASE WHEN ends_with(s, 'Z') AND substr(s, 5, 1) = '-' THEN try_cast(s AS TIMESTAMP)
       WHEN NOT regexp_matches(s, '^[ ]*[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN NULL
       WHEN regexp_matches(s, '[0-9][+-][0-9]{2}:?([0-9]{2})?[ ]*$') AND length(trim(s)) > 12
       THEN timezone('UTC', try_cast(trim(s) AS TIMESTAMPTZ))
       ELSE try_cast(s AS TIMESTAMP) END;

-- Seconds (with fraction), milliseconds, microseconds or nanoseconds since 1970, by a stated unit.
CREATE OR REPLACE MACRO epoch_micros(whole, fraction, unit) AS
  CASE unit
    WHEN 's' THEN try(whole * 1000000) + coalesce(try_cast(rpad(left(fraction, 6), 6, '0') AS BIGINT), 0)
    WHEN 'ms' THEN try(whole * 1000) + coalesce(try_cast(rpad(left(fraction, 3), 3, '0') AS BIGINT), 0)
    WHEN 'us' THEN whole
    WHEN 'ns' THEN whole // 1000 END;
CREATE OR REPLACE MACRO unit_time(s, unit) AS
  list_transform([trim(s)], lambda t:
    CASE WHEN regexp_full_match(t, '[0-9]{1,18}([.][0-9]{1,20})?')
         THEN try(make_timestamp(epoch_micros(split_part(t, '.', 1)::BIGINT, split_part(t, '.', 2), unit))) END)[1];

-- For formats whose documentation allows either: the count of digits decides, never the position in time.
CREATE OR REPLACE MACRO epoch_unit(s) AS
  CASE length(regexp_extract(trim(s), '^-?([0-9]+)', 1))
    WHEN 9 THEN 's' WHEN 10 THEN 's' WHEN 12 THEN 'ms' WHEN 13 THEN 'ms' WHEN 15 THEN 'us' WHEN 16 THEN 'us' WHEN 18 THEN 'ns' WHEN 19 THEN 'ns' END;
CREATE OR REPLACE MACRO any_time(s) AS
  CASE WHEN substr(s, 5, 1) = '-' THEN iso_time(s)
       WHEN contains(s, '-') THEN iso_time(s)
       ELSE unit_time(s, epoch_unit(s)) END;

CREATE OR REPLACE MACRO time_fault(s, t) AS
  CASE WHEN t IS NOT NULL THEN CASE WHEN t < TIMESTAMP '1970-01-02' OR t > TIMESTAMP '2200-01-01' THEN 'the time lies outside 1970 to 2200' END
       WHEN blank(s) IS NULL THEN 'the time is missing'
       ELSE 'not a time: ISO 8601 or a Unix time is expected' END;

CREATE OR REPLACE MACRO amount_fault(s, t) AS
  CASE WHEN t IS NULL THEN CASE WHEN blank(s) IS NULL THEN 'the amount is missing' ELSE 'not a number' END
       WHEN starts_with(t, '-') THEN 'the amount is negative'
       WHEN length(t) > 120 THEN 'the amount has more digits than 256 bits can hold' END;
CREATE OR REPLACE MACRO base_amount_fault(s, t) AS
  CASE WHEN t IS NULL THEN CASE WHEN blank(s) IS NULL THEN 'the amount is missing' ELSE 'not a number' END
       WHEN starts_with(t, '-') THEN 'the amount is negative'
       WHEN contains(t, '.') THEN 'the amount is in base units and must be whole'
       WHEN length(t) > 78 OR (length(t) = 78 AND t > '115792089237316195423570985008687907853269984665640564039457584007913129639935')
       THEN 'the amount exceeds 256 bits' END;

CREATE OR REPLACE MACRO bool_text(s) AS
  CASE WHEN s = 'true' THEN true WHEN s = 'false' THEN false ELSE CASE lower(trim(s)) WHEN 'true' THEN true WHEN '1' THEN true WHEN 'success' THEN true WHEN 'yes' THEN true
                      WHEN 'false' THEN false WHEN '0' THEN false WHEN 'fail' THEN false WHEN 'failed' THEN false WHEN 'no' THEN false END END;

-- $1,234.5 or 1,234.5 USD as a double; unknown stays unknown.
CREATE OR REPLACE MACRO money(s) AS try_cast(nullif(regexp_replace(s, '[$, ]|USD', '', 'g'), '') AS DOUBLE);

-- Local time of a named zone as UTC.
CREATE OR REPLACE MACRO zoned_time(s, t, zone) AS
  CASE WHEN zone = 'UTC' OR t IS NULL OR regexp_full_match(trim(s), '[0-9]+([.][0-9]+)?') OR ends_with(trim(s), 'Z') OR ends_with(trim(s), 'UTC') OR regexp_matches(s, '[0-9][+-][0-9]{2}:?([0-9]{2})?[ ]*$') AND length(trim(s)) > 12 THEN t
       ELSE timezone('UTC', timezone(zone, t)) END;
CREATE OR REPLACE MACRO stated_time(s, unit, zone) AS
  CASE WHEN unit = 'auto' AND ends_with(s, 'Z') THEN iso_time(s) ELSE CASE unit WHEN 'auto' THEN zoned_time(s, any_time(s), zone)
            WHEN 'iso' THEN zoned_time(s, iso_time(s), zone)
            WHEN 'day-first' THEN zoned_time(s, coalesce(try_strptime(trim(s), ['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%d.%m.%Y %H:%M:%S', '%d.%m.%Y %H:%M', '%d-%m-%Y %H:%M:%S', '%d/%m/%Y', '%d.%m.%Y'])), zone)
            WHEN 'month-first' THEN zoned_time(s, coalesce(try_strptime(trim(s), ['%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M', '%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M %p', '%m/%d/%Y'])), zone)
            ELSE unit_time(s, unit) END END;

-- The first fault of a row wins: column (as the importer names it), value as it stood, reason.
CREATE OR REPLACE MACRO fault(column_name, value, reason) AS
  CASE WHEN reason IS NULL THEN NULL ELSE struct_pack(column_name := column_name, value := left(coalesce(value, ''), 200), reason := reason) END;

-- Native coin of a chain and its decimals (protocol constants, not market data).
CREATE OR REPLACE MACRO native_asset(chain) AS
  CASE chain WHEN 'ethereum' THEN 'ETH' WHEN 'arbitrum' THEN 'ETH' WHEN 'optimism' THEN 'ETH' WHEN 'base' THEN 'ETH' WHEN 'linea' THEN 'ETH'
             WHEN 'scroll' THEN 'ETH' WHEN 'zksync' THEN 'ETH' WHEN 'blast' THEN 'ETH' WHEN 'bsc' THEN 'BNB' WHEN 'polygon' THEN 'POL'
             WHEN 'avalanche' THEN 'AVAX' WHEN 'fantom' THEN 'FTM' WHEN 'gnosis' THEN 'xDAI' WHEN 'moonbeam' THEN 'GLMR' WHEN 'moonriver' THEN 'MOVR'
             WHEN 'celo' THEN 'CELO' WHEN 'mantle' THEN 'MNT' WHEN 'bitcoin' THEN 'BTC' WHEN 'litecoin' THEN 'LTC' WHEN 'solana' THEN 'SOL'
             WHEN 'tron' THEN 'TRX' WHEN 'polkadot' THEN 'DOT' WHEN 'kusama' THEN 'KSM' WHEN 'aptos' THEN 'APT' ELSE 'native' END;
CREATE OR REPLACE MACRO native_scale(chain) AS
  CASE WHEN is_evm_chain(chain) THEN 18
       WHEN chain IN ('bitcoin', 'litecoin', 'aptos') THEN 8 WHEN chain = 'solana' THEN 9 WHEN chain = 'tron' THEN 6
       WHEN chain = 'polkadot' THEN 10 WHEN chain = 'kusama' THEN 12 END;

-- Words and numbers of optional columns. A cell that is not blank and gives no value is a fault.
CREATE OR REPLACE MACRO whole(s) AS
  CASE WHEN regexp_full_match(s, '[0-9]{1,18}') THEN try_cast(s AS BIGINT)
       WHEN regexp_full_match(trim(s), '[0-9]{1,18}') THEN try_cast(trim(s) AS BIGINT)
       WHEN regexp_full_match(trim(s), '[0-9]{1,3}(,[0-9]{3}){1,5}') THEN try_cast(replace(trim(s), ',', '') AS BIGINT) END;
CREATE OR REPLACE MACRO small_whole(s) AS try_cast(whole(s) AS INTEGER);
CREATE OR REPLACE MACRO whole_fault(s, v) AS CASE WHEN v IS NULL AND blank(s) IS NOT NULL THEN 'not a whole number' END;
CREATE OR REPLACE MACRO finite(s) AS
  CASE WHEN isfinite(try_cast(s AS DOUBLE)) THEN try_cast(s AS DOUBLE)
       WHEN isfinite(try_cast(replace(trim(s), ',', '') AS DOUBLE)) THEN try_cast(replace(trim(s), ',', '') AS DOUBLE) END;
-- For formats in which a row may lack its time (it is joined from the blocks later).
CREATE OR REPLACE MACRO optional_time_fault(s, t) AS CASE WHEN blank(s) IS NULL THEN NULL ELSE time_fault(s, t) END;
CREATE OR REPLACE MACRO number_fault(s, v) AS CASE WHEN v IS NULL AND blank(s) IS NOT NULL THEN 'not a number' END;
CREATE OR REPLACE MACRO block_fault(s, v) AS CASE WHEN v IS NULL THEN CASE WHEN blank(s) IS NULL THEN 'the block number is missing' ELSE 'not a block number' END END;
CREATE OR REPLACE MACRO snake(s) AS nullif(trim(regexp_replace(lower(s), '[^a-z0-9]+', '_', 'g'), '_'), '');

-- Hex hashes are compared in lower case, others (Solana, Tron, Bitcoin) as they stand.
CREATE OR REPLACE MACRO hash_text(s) AS
  CASE WHEN starts_with(s, '0x') THEN lower(trim(s)) WHEN starts_with(trim(s), '0x') OR starts_with(trim(s), '0X') THEN lower(trim(s)) ELSE blank(s) END;

-- [0, 3, 1], 0,3,1 and 0_3_1 are the trace address 0.3.1; the top-level call has none.
CREATE OR REPLACE MACRO trace_path(s) AS nullif(array_to_string(regexp_extract_all(s, '[0-9]+'), '.'), '');

-- Chain names as Dune, Arkham, Blockscout and others write them.
CREATE OR REPLACE MACRO chain_text(s) AS
  CASE lower(trim(s)) WHEN '' THEN NULL WHEN 'bnb' THEN 'bsc' WHEN 'binance_smart_chain' THEN 'bsc' WHEN 'bnb chain' THEN 'bsc' WHEN 'avalanche_c' THEN 'avalanche'
       WHEN 'arbitrum_one' THEN 'arbitrum' WHEN 'eth' THEN 'ethereum' WHEN 'mainnet' THEN 'ethereum' WHEN 'matic' THEN 'polygon' WHEN 'polygon_pos' THEN 'polygon'
       WHEN 'xdai' THEN 'gnosis' WHEN 'optimism_mainnet' THEN 'optimism' WHEN 'btc' THEN 'bitcoin' ELSE lower(trim(s)) END;

-- Sender, receiver: an EVM address, or a plain one elsewhere. Both may not be missing.
CREATE OR REPLACE MACRO sender_fault(sender, receiver, evm) AS
  CASE WHEN sender IS NULL AND receiver IS NULL THEN 'sender and receiver are both missing' ELSE address_fault(sender, evm) END;

-- The decimals that lie between an amount in base units and the same amount in token units, where both are given.
CREATE OR REPLACE MACRO scale_between(raw, amount) AS
  CASE WHEN raw > 0 AND amount > 0 AND abs(raw / amount / pow(10, round(log10(raw / amount))) - 1) < 1e-6 AND round(log10(raw / amount)) BETWEEN 0 AND 77
       THEN round(log10(raw / amount))::SMALLINT END;

-- Trades: the side is the taker's; price and amount are exact decimal text.
CREATE OR REPLACE MACRO side_text(s) AS CASE lower(trim(s)) WHEN 'buy' THEN 'buy' WHEN 'b' THEN 'buy' WHEN 'bid' THEN 'buy' WHEN 'sell' THEN 'sell' WHEN 's' THEN 'sell' WHEN 'ask' THEN 'sell' END;
CREATE OR REPLACE MACRO side_fault(s, side) AS CASE WHEN side IS NULL AND blank(s) IS NOT NULL THEN 'the side must be buy or sell' END;
CREATE OR REPLACE MACRO price_fault(s, t) AS
  CASE WHEN t IS NULL THEN CASE WHEN blank(s) IS NULL THEN 'the price is missing' ELSE 'not a number' END
       WHEN starts_with(t, '-') OR t = '0' THEN 'the price is not above zero'
       WHEN length(t) > 120 THEN 'the price has too many digits' END;
CREATE OR REPLACE MACRO market_fault(s) AS CASE WHEN blank(s) IS NULL THEN 'the market is missing' END;

-- Tags: networks by ticker and by the address's own form; confidence on the TagPack scale (0 to 100).
CREATE OR REPLACE MACRO ticker_network(t) AS
  CASE upper(trim(t)) WHEN 'ETH' THEN 'ethereum' WHEN 'BTC' THEN 'bitcoin' WHEN 'XBT' THEN 'bitcoin' WHEN 'BSC' THEN 'bsc' WHEN 'BNB' THEN 'bsc' WHEN 'BEP20' THEN 'bsc'
       WHEN 'ARB' THEN 'arbitrum' WHEN 'MATIC' THEN 'polygon' WHEN 'POL' THEN 'polygon' WHEN 'AVAX' THEN 'avalanche' WHEN 'FTM' THEN 'fantom' WHEN 'TRX' THEN 'tron'
       WHEN 'TRON' THEN 'tron' WHEN 'LTC' THEN 'litecoin' WHEN 'SOL' THEN 'solana' WHEN 'DOT' THEN 'polkadot' WHEN 'KSM' THEN 'kusama' WHEN 'APT' THEN 'aptos'
       WHEN 'BCH' THEN 'bitcoin-cash' WHEN 'BSV' THEN 'bitcoin-sv' WHEN 'BTG' THEN 'bitcoin-gold' WHEN 'DASH' THEN 'dash' WHEN 'ZEC' THEN 'zcash' WHEN 'XMR' THEN 'monero'
       WHEN 'XRP' THEN 'ripple' WHEN 'XVG' THEN 'verge' WHEN 'ETC' THEN 'ethereum-classic' WHEN 'DOGE' THEN 'dogecoin' WHEN 'ADA' THEN 'cardano' WHEN 'GLMR' THEN 'moonbeam' END;
CREATE OR REPLACE MACRO address_network(a) AS
  CASE WHEN is_evm_address(a) THEN 'evm'
       WHEN regexp_full_match(a, 'T[1-9A-HJ-NP-Za-km-z]{33}') THEN 'tron'
       WHEN regexp_full_match(a, '[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[0-9a-z]{11,87}') THEN 'bitcoin'
       WHEN regexp_full_match(a, '[LM][1-9A-HJ-NP-Za-km-z]{26,34}|ltc1[0-9a-z]{11,87}') THEN 'litecoin'
       WHEN regexp_full_match(a, 'r[1-9A-HJ-NP-Za-km-z]{24,34}') THEN 'ripple'
       WHEN regexp_full_match(a, 'X[1-9A-HJ-NP-Za-km-z]{33}') THEN 'dash'
       WHEN regexp_full_match(a, '[1-9A-HJ-NP-Za-km-z]{43,44}') THEN 'solana' END;
-- The network a list names, unless the address has the form of another one.
CREATE OR REPLACE MACRO tag_network(listed, form) AS
  CASE WHEN listed IS NULL OR form IS NULL THEN coalesce(listed, form)
       WHEN listed IN ('bitcoin', 'litecoin') AND form IN ('tron', 'evm') OR listed = 'tron' AND form <> 'tron' OR is_evm_chain(listed) AND form <> 'evm' THEN form
       ELSE listed END;
CREATE OR REPLACE MACRO tag_address_fault(a, network) AS
  CASE WHEN a IS NULL THEN 'the address is missing'
       WHEN network IS NULL THEN 'the network is not stated and the address does not tell it'
       WHEN network IN ('bitcoin', 'litecoin', 'tron') AND address_network(a) IS NULL THEN 'not an address of this network'
       ELSE address_fault(a, is_evm_chain(network)) END;
CREATE OR REPLACE MACRO tag_confidence(s) AS
  (CASE WHEN blank(s) IS NULL THEN 5
       WHEN regexp_full_match(trim(s), '[0-9]{1,2}|100') THEN trim(s)::SMALLINT
       ELSE CASE lower(trim(s)) WHEN 'override' THEN 100 WHEN 'ownership' THEN 100 WHEN 'ledger_immanent' THEN 100 WHEN 'manual_transaction' THEN 90
                 WHEN 'service_api' THEN 70 WHEN 'forensic_investigation' THEN 70 WHEN 'authority_data' THEN 60 WHEN 'trusted_provider' THEN 50
                 WHEN 'service_data' THEN 50 WHEN 'forensic' THEN 50 WHEN 'untrusted_transaction' THEN 40 WHEN 'web_crawl' THEN 20 WHEN 'heuristic' THEN 10
                 WHEN 'unknown' THEN 5 END END)::SMALLINT;
CREATE OR REPLACE MACRO confidence_fault(s, v) AS CASE WHEN v IS NULL THEN 'not a confidence: 0 to 100 or a TagPack word such as web_crawl is expected' END;

-- Groups of 18 digits of an exact decimal: five left of the point from the right, three right of it from the
-- left. Sums of groups are exact HUGEINTs; `exactSum` puts them together.
CREATE OR REPLACE MACRO decimal_groups(d) AS
  list_transform([struct_pack(w := lpad(split_part(d, '.', 1), 90, '0'), f := rpad(split_part(d, '.', 2), 54, '0'))], lambda p:
    CASE WHEN length(p.f) > 54 OR starts_with(p.w, '-') THEN NULL ELSE
    [substr(p.w, 73, 18)::HUGEINT, substr(p.w, 55, 18)::HUGEINT, substr(p.w, 37, 18)::HUGEINT, substr(p.w, 19, 18)::HUGEINT, substr(p.w, 1, 18)::HUGEINT,
     substr(p.f, 1, 18)::HUGEINT, substr(p.f, 19, 18)::HUGEINT, substr(p.f, 37, 18)::HUGEINT] END)[1];
CREATE OR REPLACE MACRO sum_groups(d) AS
  CASE WHEN count(d) = 0 THEN NULL ELSE
  [sum(decimal_groups(d)[1])::VARCHAR, sum(decimal_groups(d)[2])::VARCHAR, sum(decimal_groups(d)[3])::VARCHAR, sum(decimal_groups(d)[4])::VARCHAR,
   sum(decimal_groups(d)[5])::VARCHAR, sum(decimal_groups(d)[6])::VARCHAR, sum(decimal_groups(d)[7])::VARCHAR, sum(decimal_groups(d)[8])::VARCHAR] END;

-- Chain of an EIP-155 id.
CREATE OR REPLACE MACRO chain_of_id(s) AS
  CASE trim(s) WHEN '1' THEN 'ethereum' WHEN '10' THEN 'optimism' WHEN '56' THEN 'bsc' WHEN '100' THEN 'gnosis' WHEN '137' THEN 'polygon' WHEN '250' THEN 'fantom'
       WHEN '324' THEN 'zksync' WHEN '1284' THEN 'moonbeam' WHEN '1285' THEN 'moonriver' WHEN '5000' THEN 'mantle' WHEN '8453' THEN 'base' WHEN '42161' THEN 'arbitrum'
       WHEN '42220' THEN 'celo' WHEN '43114' THEN 'avalanche' WHEN '59144' THEN 'linea' WHEN '81457' THEN 'blast' WHEN '534352' THEN 'scroll' END;

-- Explorers write an amount into one of two columns and zero into the other.
CREATE OR REPLACE MACRO in_or_out(value_in, value_out) AS
  CASE WHEN coalesce(decimal_text(value_in), '0') = '0' AND blank(value_out) IS NOT NULL THEN CASE WHEN blank(value_in) IS NULL OR decimal_text(value_in) IS NOT NULL THEN decimal_text(value_out) END
       ELSE decimal_text(value_in) END;

CREATE OR REPLACE MACRO in_or_out_column(value_in, value_out) AS
  CASE WHEN coalesce(decimal_text(value_in), '0') = '0' AND blank(value_out) IS NOT NULL AND (blank(value_in) IS NULL OR decimal_text(value_in) IS NOT NULL) THEN 'value_out' ELSE 'value_in' END;

CREATE OR REPLACE MACRO candle_fault(v) AS CASE WHEN v IS NULL THEN 'not a number' WHEN v < 0 THEN 'the number is negative' END;

-- "-0-" is how the SDN list writes nothing.
CREATE OR REPLACE MACRO sdn_text(s) AS nullif(blank(s), '-0-');
