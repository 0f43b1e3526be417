-- wrk: unique orders, ARGS: run (8 characters), pipeline, sku, bearer key ("-" = none), host:port
local run, pipeline, head, tail, number

function init(args)
  run = args[1]
  pipeline = tonumber(args[2])
  local authorization = args[4] == '-' and '' or 'Authorization: Bearer ' .. args[4] .. '\r\n'
  local before = '{"client_order_id":"'
  tail = '","buyer":"buyer-000001","lines":[{"sku":"' .. args[3] .. '","quantity":1}]}'
  head = 'POST /v1/orders HTTP/1.1\r\nHost: ' .. args[5] .. '\r\n' .. authorization
    .. 'Content-Type: application/json\r\nContent-Length: ' .. (#before + 24 + #tail) .. '\r\n\r\n' .. before
  number = 0
end

local function one()
  number = number + 1
  return head .. run .. string.format('%016x', number) .. tail
end

function request()
  if pipeline == 1 then
    return one()
  end
  local all = {}
  for i = 1, pipeline do
    all[i] = one()
  end
  return table.concat(all)
end

function done(summary, latency, requests)
  io.write(string.format('non-2xx: %d, failed: %d\n', summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
