package dev.byway.cli.mount;

import dev.byway.linux.MountTable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Who keeps a mount busy, from what `/proc` shows this user. Nothing on the mount is touched.
public final class Users {
  private static final Path PROC = Path.of("/proc");
  private static final int PATH_FIELD = 5;

  private Users() {}

  /// @return for each process, and each mount on top, what it is and what it has there
  public static List<String> of(Path point) throws IOException {
    List<String> users = new ArrayList<>();
    for (MountTable.Entry entry : MountTable.read()) {
      if (entry.point().startsWith(point) && !entry.point().equals(point)) {
        users.add(entry.type() + " is mounted on " + entry.point());
      }
    }
    try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        Map<String, Integer> uses = uses(process, point);
        if (!uses.isEmpty()) {
          users.add(name(process) + " has " + text(uses));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return users;
  }

  /// What a process has there, and how often.
  private static Map<String, Integer> uses(Path process, Path point) {
    Map<String, Integer> uses = new LinkedHashMap<>();
    count(uses, "its working directory", process.resolve("cwd"), point);
    count(uses, "its root", process.resolve("root"), point);
    count(uses, "its program", process.resolve("exe"), point);
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      files.forEach(file -> count(uses, "open files", file, point));
    } catch (IOException | RuntimeException e) {
      // Gone meanwhile, or another user's.
    }
    if (uses.isEmpty() && maps(process, point)) {
      uses.put("mapped files", 1);
    }
    return uses;
  }

  private static void count(Map<String, Integer> uses, String what, Path link, Path point) {
    try {
      if (Files.readSymbolicLink(link).startsWith(point)) {
        uses.merge(what, 1, Integer::sum);
      }
    } catch (IOException | RuntimeException e) {
      // Gone meanwhile, or another user's.
    }
  }

  private static boolean maps(Path process, Path point) {
    try (Stream<String> lines = Files.lines(process.resolve("maps"))) {
      return lines
          .map(line -> line.split(" +", PATH_FIELD + 1))
          .anyMatch(f -> f.length > PATH_FIELD && Path.of(f[PATH_FIELD]).startsWith(point));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static String name(Path process) {
    String pid = process.getFileName().toString();
    try {
      return "process " + pid + " (" + Files.readString(process.resolve("comm")).strip() + ")";
    } catch (IOException e) {
      return "process " + pid;
    }
  }

  private static String text(Map<String, Integer> uses) {
    List<String> words = new ArrayList<>();
    uses.forEach((what, times) -> words.add(times == 1 ? what : what + " (" + times + ")"));
    return String.join(", ", words) + " there";
  }
}
