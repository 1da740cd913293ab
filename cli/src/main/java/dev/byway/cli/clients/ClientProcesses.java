package dev.byway.cli.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.byway.net.control.ControlFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The processes with a [dev.byway.client.status.StatusSocket] that this user may ask: the user's
/// own, and all for the superuser.
public final class ClientProcesses {
  /// How long a process may take to answer: one that was stopped does not.
  private static final int PATIENCE_SECONDS = 3;

  private ClientProcesses() {}

  /// What each of them answers; who does not answer is left out.
  public static List<JsonObject> status() throws IOException {
    List<JsonObject> all = new ArrayList<>();
    add(all, ControlFolder.ofUser());
    for (ControlFolder folder : ControlFolder.ofOthers()) {
      try {
        add(all, folder);
      } catch (IOException e) {
        // The superuser of a container need not have any right outside.
      }
    }
    return all;
  }

  private static void add(List<JsonObject> all, ControlFolder folder) throws IOException {
    for (long pid : folder.processes(ControlFolder.Kind.CLIENT)) {
      JsonObject status = status(folder, pid);
      if (status != null) {
        all.add(status);
      }
    }
  }

  private static @Nullable JsonObject status(ControlFolder folder, long pid) {
    try (SocketChannel channel = folder.connect(ControlFolder.Kind.CLIENT, pid)) {
      CompletableFuture.runAsync(
          () -> close(channel),
          CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      channel.write(ByteBuffer.wrap("status\n".getBytes(UTF_8)));
      var answer =
          new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), UTF_8));
      @Nullable String line = answer.readLine();
      return line == null ? null : JsonParser.parseString(line).getAsJsonObject();
    } catch (IOException | JsonParseException | IllegalStateException gone) {
      return null;
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
