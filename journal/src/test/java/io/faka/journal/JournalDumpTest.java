package io.faka.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.command.AddUnitsEncoder;
import io.faka.codec.command.CancelOrderEncoder;
import io.faka.codec.command.ChangeOfferEncoder;
import io.faka.codec.command.ChangeWalletEncoder;
import io.faka.codec.command.CreateOrderEncoder;
import io.faka.codec.command.Delivery;
import io.faka.codec.command.Fill;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OfferState;
import io.faka.codec.command.OpenShardEncoder;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.PayEncoder;
import io.faka.codec.command.PayFromWalletEncoder;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutOfferEncoder;
import io.faka.codec.command.PutSkuEncoder;
import io.faka.codec.command.RefundOrderEncoder;
import io.faka.codec.command.ResolveSuspenseEncoder;
import io.faka.codec.command.SkuState;
import io.faka.codec.command.SuspenseAction;
import io.faka.codec.command.TickEncoder;
import io.faka.codec.command.WalletEntryKind;
import io.faka.engine.RecordBuffer;
import io.faka.engine.port.AckMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalDumpTest {
    private static final long CNY = 0x434E59;
    private static final String SECRET = "SECRET-CODE-0001";

    @TempDir
    Path dir;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RecordBuffer batch = new RecordBuffer(4096);

    @Test
    void shouldPrintEveryCommandAsJson() {
        append();
        List<String> lines = dump(JournalDump.Format.JSON, 1, Long.MAX_VALUE);
        assertThat(lines).hasSize(14);
        String time = "\"time\":\"2023-11-14T22:13:20.000042Z\",\"epoch\":1,";
        assertThat(lines.get(0)).isEqualTo("{\"seq\":1," + time + "\"type\":\"open_shard\",\"shard_id\":3}");
        assertThat(lines.get(1)).isEqualTo("{\"seq\":2," + time + "\"type\":\"tick\"}");
        assertThat(lines.get(2))
                .contains("\"type\":\"put_sku\",\"price\":990,\"currency\":\"CNY\"")
                .contains(
                        "\"delivery\":\"one_time\",\"pick\":\"fifo\",\"late_policy\":\"refund_due\",\"state\":\"active\"")
                .endsWith("\"sku\":\"VIP-30\",\"name\":\"30 days \\\"VIP\\\"\"}");
        assertThat(lines.get(3))
                .contains("\"units\":[{\"fingerprint\":\"000000000000000a000000000000000b\",\"sealed_bytes\":16},"
                        + "{\"fingerprint\":\"000000000000000c000000000000000d\",\"sealed_bytes\":16}]")
                .endsWith("\"sku\":\"VIP-30\",\"lot\":\"lot-1\"}");
        assertThat(lines.get(4))
                .contains("\"order_id\":\"00000000000000ff0000000000000001\"")
                .contains("\"lines\":[{\"max_unit_price\":-1,\"unit_id\":0,\"quantity\":2,\"sku\":\"VIP-30\"}]")
                .contains("\"client_order_id\":\"c-1\",\"buyer\":\"b-1\"");
        assertThat(lines.get(5))
                .contains("\"type\":\"pay\"")
                .endsWith("\"channel\":\"alipay\",\"payment_ref\":\"p-1\"}");
        assertThat(lines.get(6)).contains("\"type\":\"cancel_order\"");
        assertThat(lines.get(7))
                .endsWith("\"type\":\"resolve_suspense\",\"action\":\"apply\",\"channel\":\"alipay\","
                        + "\"payment_ref\":\"p-1\",\"operator\":\"olga\",\"reason\":\"agreed\"}");
        assertThat(lines.get(8))
                .contains("\"type\":\"refund_order\",\"order_id\":\"00000000000000ff0000000000000001\"")
                .endsWith("\"amount\":20,\"currency\":\"CNY\",\"ref\":\"r-1\",\"reason\":\"bad\"}");
        assertThat(lines.get(9))
                .endsWith("\"type\":\"put_offer\",\"unit_price\":980,\"pick\":\"fifo\","
                        + "\"tiers\":[{\"unit_price\":900,\"min_quantity\":10}],\"sku\":\"VIP-30\",\"seller\":\"li\"}");
        assertThat(lines.get(10)).endsWith("\"type\":\"change_offer\",\"offer_id\":2,\"unit_price\":970}");
        assertThat(lines.get(11)).endsWith("\"type\":\"change_offer\",\"offer_id\":2,\"state\":\"paused\"}");
        assertThat(lines.get(12))
                .endsWith("\"type\":\"change_wallet\",\"kind\":\"credit\",\"amount\":500,\"currency\":\"CNY\","
                        + "\"account\":\"site\",\"ref\":\"c-1\"}");
        assertThat(lines.get(13))
                .contains("\"type\":\"pay_from_wallet\",\"order_id\":\"00000000000000ff0000000000000001\"")
                .endsWith("\"channel\":\"wallet\",\"payment_ref\":\"p-2\",\"account\":\"site\"}");
        assertThat(String.join("", lines)).doesNotContain(SECRET);
    }

    @Test
    void shouldPrintARangeAsText() {
        append();
        List<String> lines = dump(JournalDump.Format.TEXT, 2, 6);
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).isEqualTo("2 2023-11-14T22:13:20.000042Z epoch=1 tick");
        assertThat(lines.get(2)).contains("add_units").contains("[ {").doesNotContain(SECRET);
        assertThat(lines.get(4)).startsWith("6 ").contains(" pay order_id=\"").contains(" amount=1980 ");
    }

    @Test
    void shouldNameATypeItDoesNotKnow() {
        int at = batch.claim(16);
        header.wrap(batch.buffer(), at)
                .blockLength(0)
                .templateId(60)
                .schemaId(101)
                .version(9);
        batch.commit(16);
        appendBatch(1);
        assertThat(dump(JournalDump.Format.TEXT, 1, 9))
                .singleElement()
                .asString()
                .endsWith("unknown template_id=60 bytes=16");
    }

    @Test
    void shouldReadBesideARunningNode() {
        try (ChronicleJournal journal = ChronicleJournal.open(config())) {
            assertThat(Commands.append(journal, 3)).isTrue();
            assertThat(dump(JournalDump.Format.TEXT, 1, 9)).hasSize(3);
        }
    }

    private List<String> dump(JournalDump.Format format, long from, long to) {
        StringBuilder out = new StringBuilder();
        long printed = JournalDump.print(dir, from, to, format, out);
        List<String> lines = out.toString().lines().toList();
        assertThat(printed).isEqualTo(lines.size());
        return lines;
    }

    private void append() {
        int at = batch.claim(500);
        OpenShardEncoder open = new OpenShardEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        open.shardId(3).hashSeed(4);
        commit(open.encodedLength());
        at = batch.claim(500);
        commit(new TickEncoder().wrapAndApplyHeader(batch.buffer(), at, header).encodedLength());
        putSku();
        addUnits();
        createOrder();
        at = batch.claim(500);
        PayEncoder pay = new PayEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        pay.orderIdHigh(255)
                .orderIdLow(1)
                .amount(1980)
                .currency(CNY)
                .channel("alipay")
                .paymentRef("p-1");
        commit(pay.encodedLength());
        at = batch.claim(500);
        CancelOrderEncoder cancel = new CancelOrderEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        cancel.orderIdHigh(255).orderIdLow(1);
        commit(cancel.encodedLength());
        settle();
        offers();
        wallets();
        appendBatch(14);
    }

    private void wallets() {
        int at = batch.claim(500);
        ChangeWalletEncoder credit = new ChangeWalletEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        credit.amount(500).currency(CNY).kind(WalletEntryKind.CREDIT);
        credit.account("site").walletRef("c-1");
        commit(credit.encodedLength());
        at = batch.claim(500);
        PayFromWalletEncoder pay = new PayFromWalletEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        pay.orderIdHigh(255).orderIdLow(1).amount(1980).currency(CNY);
        pay.channel("wallet").paymentRef("p-2").account("site");
        commit(pay.encodedLength());
    }

    private void settle() {
        int at = batch.claim(500);
        ResolveSuspenseEncoder resolve = new ResolveSuspenseEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        resolve.action(SuspenseAction.APPLY).channel("alipay").paymentRef("p-1");
        resolve.operatorId("olga").reason("agreed");
        commit(resolve.encodedLength());
        at = batch.claim(500);
        RefundOrderEncoder refund = new RefundOrderEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        refund.orderIdHigh(255)
                .orderIdLow(1)
                .amount(20)
                .currency(CNY)
                .refundRef("r-1")
                .reason("bad");
        commit(refund.encodedLength());
    }

    private void offers() {
        int at = batch.claim(500);
        PutOfferEncoder put = new PutOfferEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        put.unitPrice(980).pick(Pick.FIFO).tiersCount(1).next().unitPrice(900).minQuantity(10);
        put.sku("VIP-30").seller("li");
        commit(put.encodedLength());
        at = batch.claim(500);
        ChangeOfferEncoder reprice = new ChangeOfferEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        commit(reprice.unitPrice(970).offerId(2).state(OfferState.NULL_VAL).encodedLength());
        at = batch.claim(500);
        ChangeOfferEncoder pause = new ChangeOfferEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        commit(pause.unitPrice(-1).offerId(2).state(OfferState.PAUSED).encodedLength());
    }

    private void putSku() {
        int at = batch.claim(500);
        PutSkuEncoder sku = new PutSkuEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        sku.price(990)
                .currency(CNY)
                .holdTtlMillis(0)
                .minPerOrder(0)
                .maxPerOrder(0)
                .maxPerBuyer(0);
        sku.buyerWindowMillis(0)
                .maxOpenHoldsPerBuyer(0)
                .maxOpenHoldsPerAddress(0)
                .maxHeldShareBps(0);
        sku.saleStartsAtMicros(0)
                .saleEndsAtMicros(0)
                .safetyStock(0)
                .lowStockAt(0)
                .lateWindowMillis(0)
                .saleCap(0);
        sku.delivery(Delivery.ONE_TIME)
                .pick(Pick.FIFO)
                .latePolicy(LatePolicy.REFUND_DUE)
                .state(SkuState.ACTIVE)
                .vipQuota(5);
        sku.sku("VIP-30").name("30 days \"VIP\"");
        commit(sku.encodedLength());
    }

    private void addUnits() {
        byte[] sealed = SECRET.getBytes(StandardCharsets.US_ASCII);
        int at = batch.claim(500);
        AddUnitsEncoder add = new AddUnitsEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        add.expiresAtMicros(0).offerId(0).keyId(1).continued((short) 0);
        AddUnitsEncoder.UnitsEncoder units = add.unitsCount(2);
        units.next().fingerprintHigh(10).fingerprintLow(11).putSealedCode(sealed, 0, sealed.length);
        units.next().fingerprintHigh(12).fingerprintLow(13).putSealedCode(sealed, 0, sealed.length);
        add.sku("VIP-30").lot("lot-1");
        commit(add.encodedLength());
    }

    private void createOrder() {
        int at = batch.claim(500);
        CreateOrderEncoder order = new CreateOrderEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        order.orderIdHigh(255).orderIdLow(1).expectedAmount(-1).ttlMillis(0).backorderTtlMillis(0);
        order.currency(0).mode(OrderMode.FOK).fill(Fill.ALL_OR_NONE).priority((short) 0);
        order.linesCount(1).next().maxUnitPrice(-1).unitId(0).quantity(2).sku("VIP-30");
        order.clientOrderId("c-1").buyer("b-1").clientAddress("").coupon("");
        commit(order.encodedLength());
    }

    private void commit(int encodedLength) {
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }

    private void appendBatch(int count) {
        try (ChronicleJournal journal = ChronicleJournal.open(config())) {
            assertThat(journal.append(1, count, Commands.START_MICROS + 42, batch.buffer(), 0, batch.position()))
                    .isTrue();
        }
    }

    private JournalConfig config() {
        return JournalConfig.of(dir, AckMode.ASYNC);
    }
}
