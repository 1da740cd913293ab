package dev.byway.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.byway.cli.clients.ClientText;
import dev.byway.cli.mount.BywayMounts;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "mounts",
    description = {
      "Lists the mounts of `byway mount`: what is mounted where, by which process, which road its"
          + " reads and writes take and why, and what its cache does.",
      ""
    })
final class Mounts extends WithHelp implements Callable<Integer> {
  private final Session session;

  @Option(names = "--json", description = "One array of objects.")
  private boolean json;

  Mounts(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    JsonArray array = new JsonArray();
    for (BywayMounts.Mounted mounted : BywayMounts.list()) {
      if (json) {
        array.add(object(mounted));
      } else {
        session.out().print(text(mounted));
      }
    }
    if (json) {
      session.out().println(array);
    }
    return 0;
  }

  private static JsonObject object(BywayMounts.Mounted mounted) throws InterruptedException {
    JsonObject object = new JsonObject();
    object.addProperty("point", mounted.entry().point().toString());
    object.addProperty("source", mounted.entry().source());
    object.addProperty("kernel_options", mounted.entry().options());
    JsonObject process = mounted.process();
    if (process == null) {
      object.addProperty("dead", mounted.isDead());
      return object;
    }
    object.addProperty("dead", false);
    object.add("pid", process.get("pid"));
    object.add("started", process.get("started"));
    for (Map.Entry<String, JsonElement> each : process.getAsJsonObject("mount").entrySet()) {
      object.add(each.getKey(), each.getValue());
    }
    JsonArray rooms = process.getAsJsonArray("rooms");
    if (!rooms.isEmpty()) {
      object.add("room", rooms.get(0));
    }
    return object;
  }

  private static String text(BywayMounts.Mounted mounted) throws InterruptedException {
    String what = mounted.entry().point() + "  " + mounted.entry().source();
    JsonObject process = mounted.process();
    if (process == null) {
      return ClientText.printable(what)
          + (mounted.isDead()
              ? "\n  dead: its process is gone. Mount it again, or `byway umount` it.\n"
              : "\n"
                  + "  its process does not answer: another user's, in another container, or"
                  + " stopped\n");
    }
    return ClientText.mount(process, mounted.entry().options());
  }
}
