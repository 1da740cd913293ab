package dev.byway.cli;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.cli.room.Place;
import dev.byway.vfs.SetAttributes;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "mkdir",
    description = {"Makes directories.", ""})
final class Mkdir extends RoomCommand {
  @Parameters(paramLabel = "ROOM", arity = "1..*", description = "The new directories.")
  private List<String> places = List.of();

  @Option(
      names = {"-p", "--parents"},
      description = "Those above too; what is there already is no failure.")
  private boolean parents;

  @Option(
      names = {"-m", "--mode"},
      paramLabel = "OCTAL",
      defaultValue = "755",
      description = "Mode of the new directories. Default: ${DEFAULT-VALUE}.")
  private String mode = "755";

  Mkdir(Session session) {
    super(session);
  }

  @Override
  void run() {
    if (!mode.matches("[0-7]{1,4}")) {
      throw misuse("'" + mode + "' is not a mode in octal, such as 755");
    }
    SetAttributes attributes = SetAttributes.ofMode(Integer.parseInt(mode, 8));
    each(places, place -> make(place, attributes));
  }

  private void make(Place place, SetAttributes attributes) throws ErrnoException {
    if (!parents) {
      place.vfs().mkdir(place.caller(), place.directory(), place.name(), attributes);
      return;
    }
    for (int length = 1; length <= place.path().size(); length++) {
      Place part =
          new Place(place.text(), place.vfs(), place.caller(), place.path().subList(0, length));
      if (!part.isDirectory()) {
        makeUnlessThere(part, attributes);
      }
    }
  }

  private static void makeUnlessThere(Place place, SetAttributes attributes) throws ErrnoException {
    try {
      place.vfs().mkdir(place.caller(), place.directory(), place.name(), attributes);
    } catch (ErrnoException e) {
      // Someone else may have made it meanwhile.
      if (e.errno() != Errno.EEXIST || !place.isDirectory()) {
        throw e;
      }
    }
  }
}
