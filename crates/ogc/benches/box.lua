-- Random boxes of 1.5 x 1.0 degree over metropolitan France; 100 features at most. PREFIX comes from the environment.
local prefix = os.getenv("PREFIX")
math.randomseed(20200720)
request = function()
  local x, y = -1.5 + math.random() * 7.5, 43.0 + math.random() * 6.0
  return wrk.format("GET", string.format("%s?bbox=%.4f,%.4f,%.4f,%.4f&limit=100%s", prefix, x, y, x + 1.5, y + 1.0, os.getenv("SUFFIX") or ""))
end
done = function(summary, latency)
  io.write(string.format("p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, errors %d, bytes/req %.0f, requests %d\n", latency:percentile(50)/1000, latency:percentile(90)/1000, latency:percentile(99)/1000,
    summary.errors.status + summary.errors.read + summary.errors.timeout, summary.bytes / summary.requests, summary.requests))
end
