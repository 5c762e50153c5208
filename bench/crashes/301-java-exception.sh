# An exception that nobody catches, with a cause.
cause=unhandled-exception runtime=java needs=java
provoke() {
    file Shop.java <<'END'
import java.util.Map;
public class Shop {
    static int price(Map<String, Integer> list, String item) { return list.get(item); }
    public static void main(String[] a) {
        System.out.println("shop begins");
        try { price(Map.of(), "tea"); } catch (NullPointerException e) { throw new IllegalStateException("no price for tea", e); }
    }
}
END
    alone java Shop.java
}
