-- Random vector tiles over metropolitan France; of zooms 5 to 9, or of ZOOMS ("10-11"). PREFIX and SUFFIX come from the environment.
local prefix, suffix = os.getenv("PREFIX"), os.getenv("SUFFIX") or ""
local least, most = (os.getenv("ZOOMS") or "5-9"):match("(%d+)-(%d+)")
math.randomseed(20200720)
request = function()
  local z = math.random(tonumber(least), tonumber(most))
  local lon, lat = -1.5 + math.random() * 7.5, math.rad(43.0 + math.random() * 6.0)
  local side = 2 ^ z
  local col = math.floor((lon + 180) / 360 * side)
  local row = math.floor((1 - math.log(math.tan(lat) + 1 / math.cos(lat)) / math.pi) / 2 * side)
  return wrk.format("GET", string.format("%s/%d/%d/%d%s", prefix, z, row, col, suffix))
end
done = function(summary, latency)
  io.write(string.format("p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, errors %d, bytes/req %.0f, requests %d\n", latency:percentile(50)/1000, latency:percentile(90)/1000, latency:percentile(99)/1000,
    summary.errors.status + summary.errors.read + summary.errors.timeout, summary.bytes / summary.requests, summary.requests))
end
