package dev.byway.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// A table of a TOML file that is read key by key. Mistakes are noted and the default taken, so
/// that one reading finds them all; what was never asked for is an unknown key.
final class TomlSection {
  private final TomlTable table;
  private final List<ConfigProblem> problems;
  private final List<String> known = new ArrayList<>();

  TomlSection(TomlTable table, List<ConfigProblem> problems) {
    this.table = table;
    this.problems = problems;
  }

  boolean has(String key) {
    known.add(key);
    return table.keySet().contains(key);
  }

  @Nullable String string(String key) {
    return value(key, String.class, "a text in quotes");
  }

  boolean bool(String key, boolean byDefault) {
    Boolean value = value(key, Boolean.class, "true or false");
    return value == null ? byDefault : value;
  }

  @Nullable Boolean bool(String key) {
    return value(key, Boolean.class, "true or false");
  }

  @Nullable Long integer(String key, long min, long max) {
    Long value = value(key, Long.class, "a whole number");
    if (value != null && (value < min || value > max)) {
      problem(key, "'" + key + "' is " + value + ", not in " + min + " to " + max);
      return null;
    }
    return value;
  }

  /// One of an enum's constants, written in lower case.
  <E extends Enum<E>> @Nullable E oneOf(String key, Class<E> type) {
    String value = string(key);
    if (value == null) {
      return null;
    }
    List<String> words = new ArrayList<>();
    for (E each : type.getEnumConstants()) {
      String word = each.name().toLowerCase(Locale.ROOT);
      if (word.equals(value)) {
        return each;
      }
      words.add(word);
    }
    problem(key, "'" + key + "' is '" + value + "', not one of " + String.join(", ", words));
    return null;
  }

  /// A text that a parser takes; what the parser says is the problem.
  <T> @Nullable T parsed(String key, Function<String, T> parser) {
    String value = string(key);
    try {
      return value == null ? null : parser.apply(value);
    } catch (IllegalArgumentException e) {
      problem(key, "'" + key + "': " + e.getMessage());
      return null;
    }
  }

  /// An array, or a lone value in its place; empty when it is not there.
  List<Item> items(String key) {
    List<Item> items = new ArrayList<>();
    if (has(key)) {
      Object value = table.get(List.of(key));
      if (value instanceof TomlArray array) {
        for (int i = 0; i < array.size(); i++) {
          items.add(new Item(array.get(i), array.inputPositionOf(i)));
        }
      } else if (value != null) {
        items.add(new Item(value, position(key)));
      }
    }
    return items;
  }

  /// A value in an array and where it stands.
  record Item(Object value, @Nullable TomlPosition position) {}

  private <T> @Nullable T value(String key, Class<T> type, String wanted) {
    Object value = has(key) ? table.get(List.of(key)) : null;
    if (value != null && !type.isInstance(value)) {
      problem(key, "'" + key + "' is not " + wanted);
      return null;
    }
    return type.cast(value);
  }

  /// Notes every key that was never asked for.
  void rejectUnknown(String where) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        String near = nearest(key);
        String hint = near == null ? "" : " (did you mean '" + near + "'?)";
        problem(key, "unknown key '" + key + "' in " + where + hint);
      }
    }
  }

  void problem(String key, String message) {
    problem(position(key), message);
  }

  void problem(@Nullable TomlPosition at, String message) {
    problems.add(
        at == null
            ? new ConfigProblem(1, 1, message)
            : new ConfigProblem(at.line(), at.column(), message));
  }

  private @Nullable TomlPosition position(String key) {
    return table.inputPositionOf(List.of(key));
  }

  private @Nullable String nearest(String key) {
    String best = null;
    int bestDistance = Math.max(2, key.length() / 3) + 1;
    for (String each : known) {
      int distance = distance(key, each);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = each;
      }
    }
    return best;
  }

  /// Levenshtein's: single characters to insert, delete or replace.
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replace = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
