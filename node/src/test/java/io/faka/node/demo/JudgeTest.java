package io.faka.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The judge must see each way in which a shop can cheat its customers. */
class JudgeTest {
    private final Sale sale = new Sale("s", 10);
    private final List<Purchase> purchases = new ArrayList<>();
    private final Map<String, Answer> shop = new HashMap<>();
    private final Judge judge = new Judge(sale, Set.of("c1", "c2", "c3"), purchases);

    @Test
    void shouldFindNothingWhereAllIsWell() {
        paid("1", "c1");
        paid("2", "c2");
        Purchase left = ordered("3", Purchase.Intent.ABANDON);
        shop.put(left.placed().orderId(), answer("found", "o3", "EXPIRED"));
        canceled("4", "CANCELED");
        judgeAll();
        assertThat(sale.violations()).isEmpty();
        assertThat(judge.duplicates() + judge.lost()).isZero();
    }

    @Test
    void shouldSeeOneCodeInTwoHands() {
        paid("1", "c1");
        paid("2", "c1");
        judgeAll();
        assertThat(judge.duplicates()).isEqualTo(1);
        assertThat(sale.violationCount()).isEqualTo(1);
    }

    @Test
    void shouldSeeACodeThatNobodyImported() {
        paid("1", "invented");
        judgeAll();
        assertThat(sale.violations()).singleElement().asString().contains("never imported");
    }

    @Test
    void shouldSeeAnOrderThatIsGone() {
        paid("1", "c1");
        shop.put("o1", Answer.refused("order_not_found"));
        judgeAll();
        assertThat(judge.lost()).isEqualTo(1);
    }

    @Test
    void shouldSeeAPaymentThatIsGone() {
        paid("1", "c1");
        shop.put("o1", answer("found", "o1", "PENDING_PAYMENT"));
        judgeAll();
        assertThat(judge.lost()).isEqualTo(1);
    }

    @Test
    void shouldSeeOtherCodesThanWereDelivered() {
        paid("1", "c1");
        shop.put("o1", answer("found", "o1", "FULFILLED", "c2"));
        judgeAll();
        assertThat(judge.lost()).isEqualTo(1);
    }

    @Test
    void shouldSeeAnotherPrice() {
        paid("1", "c1");
        shop.put("o1", new Answer("found", "o1", Sale.PRICE + 1, "FULFILLED", List.of(), List.of("c1")));
        judgeAll();
        assertThat(judge.lost()).isEqualTo(1);
    }

    @Test
    void shouldSeeACancelThatIsGone() {
        canceled("1", "PENDING_PAYMENT");
        judgeAll();
        assertThat(judge.lost()).isEqualTo(1);
    }

    @Test
    void shouldSeeAHoldThatDoesNotEnd() {
        ordered("1", Purchase.Intent.ABANDON);
        shop.put("o1", answer("found", "o1", "PENDING_PAYMENT"));
        judgeAll();
        assertThat(sale.violations()).singleElement().asString().contains("did not expire");
    }

    @Test
    void shouldAskAgainWhereNoAnswerCame() {
        paid("1", "c1");
        Answer right = shop.put("o1", Answer.UNKNOWN);
        List<Integer> calls = new ArrayList<>();
        judge.compareWithShop(new FakeShop() {
            @Override
            public List<Answer> exchange(List<Ask> asks) {
                calls.add(asks.size());
                return calls.size() < 3 ? List.of(Answer.UNKNOWN) : List.of(right);
            }
        });
        assertThat(judge.lost()).isZero();
        assertThat(calls).hasSize(3);
    }

    @Test
    void shouldSeeALatePaymentThatIsNotOwedBack() {
        Purchase late = ordered("1", Purchase.Intent.PAY_LATE);
        String ref = late.pay().paymentRef();
        late.paid(answer("late_payment_refund_due", "o1", "REFUND_DUE"));
        shop.put("o1", answer("found", "o1", "REFUND_DUE"));
        judgeAll();
        judge.compareRefunds(Set.of(ref));
        assertThat(sale.violations()).isEmpty();
        judge.compareRefunds(Set.of());
        assertThat(judge.lost()).isEqualTo(1);
    }

    @Test
    void shouldSeeARefundThatNobodyWasToldOf() {
        paid("1", "c1");
        judge.compareRefunds(Set.of(purchases.get(0).secondPay().paymentRef()));
        assertThat(sale.violations()).as("sent, and not answered").isEmpty();
        judge.compareRefunds(Set.of("pay-1"));
        assertThat(sale.violations()).singleElement().asString().contains("nobody was told");
    }

    @Test
    void shouldCountUnitsBySeller() {
        Purchase bought = ordered("1", Purchase.Intent.BUY);
        List<Answer.Fill> fills =
                List.of(new Answer.Fill("", 2, Sale.PRICE), new Answer.Fill("corner-shop", 1, Sale.OTHER_PRICE));
        long amount = 2 * Sale.PRICE + Sale.OTHER_PRICE;
        bought.paid(new Answer("paid", "o1", amount, "FULFILLED", fills, List.of("c1", "c2", "c3")));
        assertThat(judge.soldBySeller()).isEqualTo(Map.of("", 2L, "corner-shop", 1L));
        assertThat(Sale.isFair(bought.paid(), 3)).isTrue();
        assertThat(Sale.isFair(bought.paid(), 2)).isFalse();
    }

    @Test
    void shouldHoldTheShopToItsLastWordOnAnOrderThatWaited() {
        Purchase waited = ordered("1", Purchase.Intent.WAIT);
        waited.paid(answer("paid_waiting", "o1", "PAID"));
        waited.settled(answer("found", "o1", "FULFILLED", "c1"));
        shop.put("o1", answer("found", "o1", "FULFILLED", "c1"));
        judgeAll();
        assertThat(sale.violations()).isEmpty();
        shop.put("o1", answer("found", "o1", "PAID"));
        judgeAll();
        assertThat(judge.lost()).isEqualTo(1);
    }

    private void judgeAll() {
        judge.compareCodes();
        judge.compareWithShop(new FakeShop());
    }

    private Purchase ordered(String id, Purchase.Intent intent) {
        Purchase purchase = new Purchase(new Ask.Place(id, "b", 1, 0, 0), intent);
        purchase.placed(answer("created", "o" + id, "PENDING_PAYMENT"));
        purchases.add(purchase);
        return purchase;
    }

    private void paid(String id, String code) {
        Purchase purchase = ordered(id, Purchase.Intent.BUY);
        assertThat(purchase.pay().orderId()).isEqualTo("o" + id);
        purchase.paid(answer("paid", "o" + id, "FULFILLED", code));
        shop.put("o" + id, answer("found", "o" + id, "FULFILLED", code));
    }

    private void canceled(String id, String stateNow) {
        ordered(id, Purchase.Intent.CANCEL).cancelAcknowledged();
        shop.put("o" + id, answer("found", "o" + id, stateNow));
    }

    private static Answer answer(String code, String orderId, String state, String... codes) {
        return new Answer(code, orderId, Sale.PRICE, state, List.of(), List.of(codes));
    }

    private class FakeShop implements Lane {
        @Override
        public List<Answer> exchange(List<Ask> asks) {
            return asks.stream()
                    .map(ask -> shop.get(((Ask.Look) ask).orderId()))
                    .toList();
        }

        @Override
        public void close() {
            shop.clear();
        }
    }
}
