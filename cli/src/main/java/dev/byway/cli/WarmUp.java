package dev.byway.cli;

import dev.byway.cli.mount.BywayMounts;
import dev.byway.cli.mount.MountOptions;
import dev.byway.cli.mount.Source;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.server.NfsServer;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Does a little of everything, so that the launcher's ahead-of-time cache holds the classes that
/// every start needs, and what the compiler learned of the code that servers and mounts live on.
@Command(name = "warm-up", hidden = true, description = "Fills the launcher's start-up cache.")
final class WarmUp extends WithHelp implements Callable<Integer> {
  private final Session session;

  @Option(names = "--mount", description = "This mount namespace is for this process alone.")
  private boolean mount;

  WarmUp(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine program = Commands.complete(session);
    program.setOut(new PrintWriter(Writer.nullWriter()));
    program.execute("--help");
    for (CommandLine command : program.getSubcommands().values()) {
      command.usage(new PrintWriter(Writer.nullWriter()));
    }
    serveOnce();
    lookAtMounts();
    if (mount) {
      Exercise.run();
    }
    return 0;
  }

  private static void serveOnce() throws IOException {
    Name name = Name.of("warm");
    Vfs room = new MemoryVfs();
    room.mkdir(Caller.ROOT, room.root(), name, SetAttributes.ofMode(0755));
    try (NfsServer server = NfsServer.builder().export("/warm", room).start()) {
      String url = "nfs://127.0.0.1:" + server.address().getPort() + "/warm";
      try (Vfs remote = NfsMount.open(NfsUrl.parse(url))) {
        remote.lookup(Caller.ROOT, remote.root(), name);
      }
    }
  }

  /// Mounting itself needs rights that whoever starts the program first may not have.
  private static void lookAtMounts() throws IOException {
    MountOptions options = MountOptions.parse(List.of("ro,actimeo=3"));
    new Source("nfs://127.0.0.1/").check(options);
    options.fuse("warm");
    BywayMounts.list();
  }
}
