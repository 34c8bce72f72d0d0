package shop;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a customer wants, and what it costs in cents. */
public final class Basket {
    private final Map<String, Integer> countByName = new LinkedHashMap<>();
    private final Map<String, Integer> priceByName;

    public Basket(Map<String, Integer> priceByName) {
        this.priceByName = priceByName;
    }

    public void add(String name) {
        if (!priceByName.containsKey(name)) throw new IllegalArgumentException("nobody sells " + name);
        countByName.merge(name, 1, Integer::sum);
    }

    public int total() {
        int total = 0;
        for (var entry : countByName.entrySet()) total += entry.getValue() * priceByName.get(entry.getKey());
        return total;
    }
}
