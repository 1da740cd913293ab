package dev.byway.cli.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.byway.server.ServerStatus;
import dev.byway.server.localio.LocalioStatus;
import dev.byway.server.rpc.ProcedureCount;
import dev.byway.server.work.WorkerLoad;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/// A server's status as JSON: what `byway status --json` prints.
final class StatusJson {
  private StatusJson() {}

  static JsonObject of(ServerStatus status) {
    var json = new JsonObject();
    json.addProperty("pid", ProcessHandle.current().pid());
    json.addProperty("started", status.started().toString());
    json.add("addresses", texts(status.addresses(), StatusJson::text));
    json.add("exports", objects(status.exports(), StatusJson::export));
    json.add("clients", objects(status.clients(), StatusJson::client));
    json.add("localio", localio(status.localio()));
    json.add("operations", objects(status.operations(), StatusJson::operation));
    json.add("workers", workers(status.workers()));
    json.addProperty("open_files", status.openFiles());
    return json;
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static JsonObject workers(WorkerLoad load) {
    var json = new JsonObject();
    json.addProperty("threads", load.threads());
    json.addProperty("busy", load.busy());
    json.addProperty("waiting", load.waiting());
    return json;
  }

  private static JsonObject export(ServerStatus.ExportLine export) {
    var json = new JsonObject();
    json.addProperty("name", export.name());
    json.addProperty("room", export.room());
    json.add("clients", texts(export.rules(), Function.identity()));
    json.addProperty("sync", export.sync());
    json.addProperty("localio", export.localio());
    return json;
  }

  private static JsonObject client(ServerStatus.ClientLine client) {
    var json = new JsonObject();
    json.addProperty("address", client.address());
    json.addProperty("connections", client.connections());
    json.addProperty("road", client.road().byway() ? "byway" : "wire");
    json.addProperty("why", client.road().why());
    json.addProperty("files_lent", client.road().files());
    return json;
  }

  private static JsonObject localio(LocalioStatus localio) {
    var json = new JsonObject();
    json.addProperty("socket", localio.socket());
    json.add(
        "clients",
        objects(
            localio.clients(),
            client -> {
              var each = new JsonObject();
              each.addProperty("address", text(client.address()));
              each.addProperty("process", client.process());
              each.add("files", objects(client.files(), StatusJson::lent));
              return each;
            }));
    var refusals = new JsonObject();
    for (Map.Entry<String, Long> refusal : localio.refusals().entrySet()) {
      refusals.addProperty(refusal.getKey(), refusal.getValue());
    }
    json.add("refusals", refusals);
    return json;
  }

  private static JsonObject lent(LocalioStatus.Lent file) {
    var json = new JsonObject();
    json.addProperty("export", file.export());
    json.addProperty("access", file.access());
    json.addProperty("calls", file.calls());
    json.addProperty("recalled", file.recalled());
    return json;
  }

  private static JsonObject operation(ProcedureCount count) {
    var json = new JsonObject();
    json.addProperty("program", count.program());
    json.addProperty("version", count.version());
    json.addProperty("procedure", count.procedure());
    json.addProperty("calls", count.calls());
    json.addProperty("errors", count.errors());
    json.addProperty("by_workers", count.byWorkers());
    json.addProperty("p50_us", count.latency().quantile(0.5) / 1e3);
    json.addProperty("p99_us", count.latency().quantile(0.99) / 1e3);
    return json;
  }

  private static <T> JsonArray objects(Collection<T> all, Function<T, JsonObject> one) {
    var array = new JsonArray();
    all.forEach(each -> array.add(one.apply(each)));
    return array;
  }

  private static <T> JsonArray texts(Collection<T> all, Function<T, String> one) {
    var array = new JsonArray();
    all.forEach(each -> array.add(one.apply(each)));
    return array;
  }
}
