package dev.byway.bench;

import com.google.gson.JsonObject;

/// One line of the result.
///
/// @param block bytes of one operation
/// @param depth requests that each thread asked to keep under way; a road that is a system call
///     answers each before the next
/// @param p50 microseconds
/// @param p99 microseconds
/// @param cpu microseconds of processor time an operation, of client and server processes together
public record Row(
    String road,
    Operation operation,
    int block,
    int threads,
    int depth,
    double operationsPerSecond,
    double p50,
    double p99,
    double cpu) {

  public double mebibytesPerSecond() {
    return operationsPerSecond * block / (1 << 20);
  }

  public JsonObject toJson() {
    var json = new JsonObject();
    json.addProperty("road", road);
    json.addProperty("op", operation.label());
    json.addProperty("block", block);
    json.addProperty("threads", threads);
    json.addProperty("depth", depth);
    json.addProperty("ops_per_second", rounded(operationsPerSecond));
    json.addProperty("mib_per_second", rounded(mebibytesPerSecond()));
    json.addProperty("p50_us", rounded(p50));
    json.addProperty("p99_us", rounded(p99));
    json.addProperty("cpu_us_per_op", rounded(cpu));
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
