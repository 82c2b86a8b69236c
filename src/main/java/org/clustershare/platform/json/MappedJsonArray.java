package org.clustershare.platform.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;

/**
 * A list as a JSON array whose entries are made while it is written, one after another: a long
 * answer is never in memory as a whole.
 */
public final class MappedJsonArray<T> extends AbstractList<JsonValue> implements JsonArray {
  private final List<T> list;
  private final Function<T, JsonValue> json;

  /**
   * The array of a list that does not change any more.
   *
   * @param json what an entry is written as
   */
  public MappedJsonArray(List<T> list, Function<T, JsonValue> json) {
    this.list = list;
    this.json = json;
  }

  @Override
  public JsonValue get(int index) {
    return json.apply(list.get(index));
  }

  @Override
  public int size() {
    return list.size();
  }

  @Override
  public ValueType getValueType() {
    return ValueType.ARRAY;
  }

  @Override
  public JsonObject getJsonObject(int index) {
    return get(index).asJsonObject();
  }

  @Override
  public JsonArray getJsonArray(int index) {
    return get(index).asJsonArray();
  }

  @Override
  public JsonNumber getJsonNumber(int index) {
    return (JsonNumber) get(index);
  }

  @Override
  public JsonString getJsonString(int index) {
    return (JsonString) get(index);
  }

  @Override
  public <V extends JsonValue> List<V> getValuesAs(Class<V> type) {
    return stream().map(type::cast).toList();
  }

  @Override
  public String getString(int index) {
    return getJsonString(index).getString();
  }

  @Override
  public String getString(int index, String otherwise) {
    return get(index) instanceof JsonString text ? text.getString() : otherwise;
  }

  @Override
  public int getInt(int index) {
    return getJsonNumber(index).intValue();
  }

  @Override
  public int getInt(int index, int otherwise) {
    return get(index) instanceof JsonNumber number ? number.intValue() : otherwise;
  }

  @Override
  public boolean getBoolean(int index) {
    return JsonValue.TRUE.equals(get(index));
  }

  @Override
  public boolean getBoolean(int index, boolean otherwise) {
    var value = get(index);
    return JsonValue.TRUE.equals(value) || (!JsonValue.FALSE.equals(value) && otherwise);
  }

  @Override
  public boolean isNull(int index) {
    return JsonValue.NULL.equals(get(index));
  }

  @Override
  public String toString() {
    return JsonFactory.array(this).build().toString();
  }
}
