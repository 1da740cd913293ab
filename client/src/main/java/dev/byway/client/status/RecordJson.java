package dev.byway.client.status;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Records as JSON: a component `readBytes` is the key `read_bytes`, what is null is left out.
final class RecordJson {
  private RecordJson() {}

  static String of(Object value) {
    StringBuilder json = new StringBuilder();
    append(json, value);
    return json.toString();
  }

  private static void append(StringBuilder json, Object value) {
    switch (value) {
      case Record fields -> object(json, components(fields));
      case Map<?, ?> map -> object(json, map);
      case Collection<?> all -> array(json, all);
      case Number number -> json.append(number);
      case Boolean truth -> json.append(truth);
      case Enum<?> word -> string(json, word.name().toLowerCase(Locale.ROOT));
      default -> string(json, value.toString());
    }
  }

  private static Map<String, Object> components(Record fields) {
    Map<String, Object> components = new LinkedHashMap<>();
    for (RecordComponent each : fields.getClass().getRecordComponents()) {
      try {
        @Nullable Object value = each.getAccessor().invoke(fields);
        if (value != null) {
          String name = each.getName().replaceAll("([A-Z])", "_$1");
          components.put(name.toLowerCase(Locale.ROOT), value);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return components;
  }

  private static void object(StringBuilder json, Map<?, ?> map) {
    json.append('{');
    String separator = "";
    for (Map.Entry<?, ?> each : map.entrySet()) {
      json.append(separator);
      string(json, each.getKey().toString());
      json.append(':');
      append(json, each.getValue());
      separator = ",";
    }
    json.append('}');
  }

  private static void array(StringBuilder json, Collection<?> all) {
    json.append('[');
    String separator = "";
    for (Object each : all) {
      json.append(separator);
      append(json, each);
      separator = ",";
    }
    json.append(']');
  }

  private static void string(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
