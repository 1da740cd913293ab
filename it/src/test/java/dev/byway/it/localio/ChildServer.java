package dev.byway.it.localio;

import dev.byway.net.localio.RendezvousFolder;
import dev.byway.server.NfsServer;
import dev.byway.server.NfsServerBuilder;
import dev.byway.server.export.ClientMatch;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.LocalioPolicy;
import dev.byway.server.export.Squash;
import dev.byway.server.localio.LocalioSettings;
import dev.byway.vfs.local.LocalVfs;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A server in a process of its own, told what to do line by line.
///
/// Arguments: address, port, rendezvous folder (`-` none, `off` no LOCALIO), state folder. Lines:
/// `export DIRECTORY ro|rw none|root|all off|safe|trust`, `withdraw`, `status`, `stop`. Every line
/// is answered with one.
public final class ChildServer {
  private ChildServer() {}

  public static void main(String[] args) throws Exception {
    RendezvousFolder folder =
        args[2].equals("-") ? null : new RendezvousFolder(Path.of(args[2]).toAbsolutePath());
    NfsServerBuilder builder =
        NfsServer.builder()
            .listen(new InetSocketAddress(args[0], Integer.parseInt(args[1])))
            .localio(args[2].equals("off") ? null : LocalioSettings.inFolder(folder))
            .rooms(
                (room, state) -> LocalVfs.open(Path.of(room), new LocalVfs.Options(state, false)))
            .stateFolder(Path.of(args[3]));
    List<String> first = new ArrayList<>(List.of(args).subList(4, args.length));
    if (!first.isEmpty()) {
      builder.export(spec(String.join(" ", first).split(" ")));
    }
    NfsServer server = builder.start();
    System.out.println("ready " + server.address().getPort());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "export" -> server.reload(List.of(spec(java.util.Arrays.copyOfRange(words, 1, 5))));
        case "withdraw" -> server.reload(List.of());
        case "status" -> System.out.print(server.status().localio() + " ");
        default -> {
          server.close();
          System.out.println("stopped");
          System.exit(0);
        }
      }
      System.out.println("done");
    }
    System.exit(0);
  }

  private static ExportSpec spec(String[] words) {
    ClientRule rule =
        ClientRule.DEFAULT
            .withMatch(ClientMatch.ANYONE)
            .withReadOnly(words[1].equals("ro"))
            .withSquash(Squash.valueOf(words[2].toUpperCase(Locale.ROOT)));
    return ExportSpec.of("/x", words[0])
        .withClients(rule)
        .withSync(false)
        .withLocalio(LocalioPolicy.valueOf(words[3].toUpperCase(Locale.ROOT)));
  }
}
