package dev.byway.cli.serve;

import dev.byway.server.ninep.NinepTap;
import dev.byway.wire.WireException;
import dev.byway.wire.ninep.Message;
import dev.byway.wire.ninep.MessageType;
import dev.byway.wire.ninep.NinepReader;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One message of 9P as one line: time, client, tag, message, answer, microseconds, road.
final class NinepTraceLine {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private NinepTraceLine() {}

  static String of(NinepTap.Event event) {
    return String.format(
        Locale.ROOT,
        "%s %s tag=%04x %s -> %s %.1fus %s",
        TIME.format(LocalTime.now()),
        event.peer().getPort() == 0
            ? "unix"
            : event.peer().getAddress().getHostAddress() + ":" + event.peer().getPort(),
        event.tag(),
        text(event.request()),
        text(answer(event)),
        event.nanos() / 1e3,
        event.inline() ? "inline" : "worker");
  }

  private static @Nullable Message answer(NinepTap.Event event) {
    NinepReader reader = new NinepReader(event.reply().duplicate());
    try {
      MessageType type = MessageType.of(reader.uint8());
      reader.uint16();
      return type == null ? null : type.decode(reader, event.dialect());
    } catch (WireException e) {
      return null;
    }
  }

  private static String text(@Nullable Message message) {
    return message == null ? "(malformed)" : message.kind().text() + " " + Show.arguments(message);
  }
}
