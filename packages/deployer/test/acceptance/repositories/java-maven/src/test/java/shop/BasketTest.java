package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BasketTest {
    private final Basket basket = new Basket(Map.of("apple", 30, "pear", 45));

    @Test
    void anEmptyBasketCostsNothing() {
        assertEquals(0, basket.total());
    }

    @Test
    void eachPieceCosts() {
        basket.add("apple");
        basket.add("apple");
        basket.add("pear");
        assertEquals(105, basket.total());
    }

    @Test
    void whatNobodySellsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> basket.add("stone"));
    }
}
