package dev.byway.cli.serve;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.StringJoiner;

/// The status of a server for people.
public final class StatusText {
  private StatusText() {}

  /// @param status as `byway status --json` prints it
  public static String of(JsonObject status) {
    var text = new StringBuilder();
    text.append("server ").append(status.get("pid")).append(" on ");
    text.append(joined(status, "addresses", ", "));
    text.append(", since ").append(status.get("started").getAsString()).append('\n');
    exports(text, status);
    clients(text, status);
    localio(text, status.getAsJsonObject("localio"));
    workers(text, status.getAsJsonObject("workers"));
    operations(text, status);
    return text.toString();
  }

  private static void exports(StringBuilder text, JsonObject status) {
    text.append("\nexports\n");
    for (JsonElement each : status.getAsJsonArray("exports")) {
      JsonObject export = each.getAsJsonObject();
      text.append(
          String.format(
              Locale.ROOT,
              "  %-24s %s  %s  %s  localio=%s%n",
              string(export, "name"),
              string(export, "room"),
              joined(export, "clients", "; "),
              export.get("sync").getAsBoolean() ? "sync" : "async",
              string(export, "localio")));
    }
  }

  private static void clients(StringBuilder text, JsonObject status) {
    text.append("\nclients\n");
    for (JsonElement each : status.getAsJsonArray("clients")) {
      JsonObject client = each.getAsJsonObject();
      text.append(
          String.format(
              Locale.ROOT,
              "  %-16s %-14s %s: %s%n",
              string(client, "address"),
              connections(client.get("connections").getAsInt()),
              string(client, "road"),
              string(client, "why")));
    }
    text.append("  ").append(status.get("open_files")).append(" files kept open for the wire\n");
  }

  private static String connections(int count) {
    return count == 1 ? "1 connection" : count + " connections";
  }

  private static void workers(StringBuilder text, JsonObject workers) {
    text.append(
        String.format(
            Locale.ROOT,
            "%nworkers: %d of %d at work, %d calls wait for one%n",
            workers.get("busy").getAsInt(),
            workers.get("threads").getAsInt(),
            workers.get("waiting").getAsInt()));
  }

  private static void localio(StringBuilder text, JsonObject localio) {
    text.append("\nlocalio: ").append(string(localio, "socket")).append('\n');
    for (JsonElement each : localio.getAsJsonArray("clients")) {
      JsonObject client = each.getAsJsonObject();
      text.append("  ").append(string(client, "address"));
      text.append(" is ").append(string(client, "process")).append('\n');
      for (JsonElement file : client.getAsJsonArray("files")) {
        JsonObject lent = file.getAsJsonObject();
        text.append(
            String.format(
                Locale.ROOT,
                "    %s %s, %d calls%s%n",
                string(lent, "export"),
                string(lent, "access"),
                lent.get("calls").getAsLong(),
                lent.get("recalled").getAsBoolean() ? ", being taken back" : ""));
      }
    }
    for (var refusal : localio.getAsJsonObject("refusals").entrySet()) {
      text.append("  kept on the wire ").append(refusal.getValue()).append(" times: ");
      text.append(refusal.getKey()).append('\n');
    }
  }

  private static void operations(StringBuilder text, JsonObject status) {
    text.append(
        String.format(
            Locale.ROOT,
            "%n%-22s %12s %8s %10s %10s %10s%n",
            "operation",
            "calls",
            "errors",
            "by worker",
            "p50 us",
            "p99 us"));
    for (JsonElement each : status.getAsJsonArray("operations")) {
      JsonObject count = each.getAsJsonObject();
      text.append(
          String.format(
              Locale.ROOT,
              "%-22s %12d %8d %10d %10.1f %10.1f%n",
              string(count, "program") + " " + string(count, "procedure"),
              count.get("calls").getAsLong(),
              count.get("errors").getAsLong(),
              count.get("by_workers").getAsLong(),
              count.get("p50_us").getAsDouble(),
              count.get("p99_us").getAsDouble()));
    }
  }

  private static String string(JsonObject json, String key) {
    return json.get(key).getAsString();
  }

  private static String joined(JsonObject json, String key, String between) {
    var all = new StringJoiner(between);
    json.getAsJsonArray(key).forEach(each -> all.add(each.getAsString()));
    return all.toString();
  }
}
