package dev.byway.cli;

import dev.byway.base.ErrnoException;
import dev.byway.cli.room.ServerAdvice;
import dev.byway.client.NfsExports;
import dev.byway.client.NfsUrl;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "exports",
    description = {"Shows what an NFS server offers to mount, and to whom.", ""},
    footer = {
      "",
      "Asks the port mapper of the host where MOUNT is, unless a port is given: a Byway server",
      "answers MOUNT on its one port.",
      "Example: byway exports 127.0.0.1:2049"
    })
final class Exports extends WithHelp implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "HOST[:PORT]", description = "The server, or any nfs:// URL of it.")
  private String host = "";

  Exports(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    NfsUrl url = NfsRooms.url(NfsUrl.isNfsUrl(host) ? host : "nfs://" + host + "/");
    try {
      for (NfsExports.Export export : NfsExports.list(url)) {
        String clients = export.clients().isEmpty() ? "*" : String.join(",", export.clients());
        session.out().println(export.path() + "  " + clients);
      }
      return 0;
    } catch (ErrnoException e) {
      throw new Failure(host + ": " + ServerAdvice.of(url, e), e);
    }
  }
}
