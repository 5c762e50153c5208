package dev.varde.processor.fleet;

import static dev.varde.processor.Cast.KONTALI;
import static dev.varde.processor.Cast.POSTGRES;
import static dev.varde.processor.Cast.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.HostName;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.InstanceId;
import dev.varde.events.ServiceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final InstanceId DB = new InstanceId(POSTGRES, new HostName("db-1"));

    private static final List<IncidentState> STATES =
            List.of(
                    IncidentState.OPEN,
                    IncidentState.RESTARTING,
                    IncidentState.RECOVERING,
                    IncidentState.GAVE_UP);

    private final Board board = new Board(Shared.service(KONTALI));

    @Test
    void oneInstanceAloneHasNothingToBeTold() {
        board.take(is(1, null));

        assertThat(board.take(is(1, down("a", 10)))).isEmpty();
        assertThat(board.take(is(1, null))).isEmpty();
    }

    @Test
    void allOthersHearOfTheFirstOfACauseAndNoneOfTheSecond() {
        for (int i = 1; i <= 4; i++) {
            board.take(is(i, null));
        }

        List<Notice> first = board.take(is(1, down("a", 10)));
        List<Notice> second = board.take(is(2, down("b", 12, "a")));

        assertThat(first)
                .extracting(n -> n.to().host().value())
                .containsExactly("web-2", "web-3", "web-4");
        assertThat(second).hasSize(1);
        assertThat(second.getFirst().to()).isEqualTo(kontali(1));
        assertThat(second.getFirst().members()).containsExactly("kontali-backend@web-2");
        assertThat(second.getFirst().open()).isEqualTo(1);
    }

    @Test
    void oneThatGaveUpIsNotWaitedFor() {
        board.take(is(1, down("a", 10)));
        board.take(is(2, down("b", 12, "a")));

        List<Notice> news = board.take(is(2, trouble("b", 12, IncidentState.GAVE_UP, "a")));

        assertThat(news).extracting(Notice::open).containsExactly(0);
        assertThat(news.getFirst().members()).containsExactly("kontali-backend@web-2");
    }

    @Test
    void whoNeedsItHearsThatItIsDownAndWhetherAnotherIsWell() {
        Board postgres = new Board(Shared.service(POSTGRES));
        postgres.take(post(postgresIs(), Bond.IS, DB, null));
        postgres.take(new Post(Shared.service(POSTGRES), kontali(1), Bond.NEEDS, null, true));

        List<Notice> alone = postgres.take(post(postgresIs(), Bond.IS, DB, down("p", 10)));
        List<Notice> two =
                postgres.take(
                        post(
                                postgresIs(),
                                Bond.IS,
                                new InstanceId(POSTGRES, new HostName("db-2")),
                                null));

        assertThat(alone).extracting(Notice::to).containsExactly(kontali(1));
        assertThat(alone.getFirst().well()).isZero();
        assertThat(two)
                .filteredOn(n -> n.bond() == Bond.NEEDS)
                .extracting(Notice::well)
                .containsExactly(1);
    }

    @Test
    void oneThatComesLaterHearsWhatHangsThere() {
        board.take(is(1, down("a", 10)));

        List<Notice> news = board.take(is(2, null));

        assertThat(news)
                .filteredOn(n -> n.to().equals(kontali(2)))
                .flatExtracting(Notice::troubles)
                .extracting(t -> t.incident().value())
                .containsExactly("a");
    }

    @Test
    void whenTheFirstIsBackTheOldestOfTheRestLeads() {
        board.take(is(1, down("a", 10)));
        board.take(is(2, down("b", 12, "a")));
        board.take(is(3, down("c", 14, "a")));

        List<Notice> news = board.take(is(1, null));

        assertThat(news)
                .filteredOn(n -> n.to().equals(kontali(3)))
                .flatExtracting(Notice::troubles)
                .extracting(t -> t.incident().value())
                .containsExactly("b");
    }

    @Test
    void allOfAServiceHearHowManyThereAreAboutAndSeldom() {
        int notices = 0;
        Map<InstanceId, Integer> known = new HashMap<>();
        for (int n = 1; n <= 1_000; n++) {
            for (Notice notice : board.take(is(n, null))) {
                notices++;
                known.put(notice.to(), notice.instances());
            }
            if (n > 1 && n <= 10) {
                assertThat(known.values()).containsOnly(n).hasSize(n);
            }
        }

        assertThat(new java.util.HashSet<>(known.values())).hasSize(1);
        assertThat(known.get(kontali(1))).isBetween(800, 1_000);
        assertThat(notices).isLessThan(8_000);
    }

    @Test
    void whatEachWasToldLastIsWhatItWouldBeToldAnew() {
        for (long seed = 1; seed <= 50; seed++) {
            walk(new Random(seed));
        }
    }

    @Test
    void tenThousandThatFallTogetherAreToldOnceAndFiveHundredNamed() {
        for (int i = 0; i < 10_000; i++) {
            board.take(is(i, null));
        }
        List<Notice> first = board.take(is(0, down("a", 1)));
        int notices = 0;
        Notice last = first.getFirst();
        for (int i = 1; i < 10_000; i++) {
            List<Notice> news = board.take(is(i, down("m" + i, 2, "a")));
            notices += news.size();
            last = news.isEmpty() ? last : news.getFirst();
        }

        assertThat(first).hasSize(9_999);
        assertThat(notices).isLessThanOrEqualTo(10_000);
        assertThat(last.to()).isEqualTo(kontali(0));
        assertThat(last.members()).hasSize(500);
    }

    @Test
    void whatWasRestoredHasBeenTold() {
        Board again = new Board(Shared.service(KONTALI));
        for (int i = 1; i <= 3; i++) {
            board.take(is(i, down("i" + i, i, i == 1 ? new String[0] : new String[] {"i1"})));
            again.restore(is(i, down("i" + i, i, i == 1 ? new String[0] : new String[] {"i1"})));
        }

        assertThat(again.take(is(4, null))).isEqualTo(board.take(is(4, null)));
        assertThat(again.take(is(1, null))).isEqualTo(board.take(is(1, null)));
    }

    /// Random posts; a board that takes the last posts anew comes to the same notices.
    private static void walk(Random random) {
        Board board = new Board(Shared.service(KONTALI));
        Map<String, Post> posts = new HashMap<>();
        Map<String, Notice> told = new HashMap<>();
        for (int n = 0; n < 200; n++) {
            Post post = random(random, n);
            posts.put(post.place(), post);
            board.take(post).forEach(notice -> told.put(notice.key(), notice));
            if (!post.listed()) {
                posts.remove(post.place());
                told.keySet().removeIf(k -> k.startsWith(post.instance() + "|" + post.bond()));
            }
        }
        Board anew = new Board(Shared.service(KONTALI));
        Map<String, Notice> again = new HashMap<>();
        List<Post> left = new ArrayList<>(posts.values());
        left.forEach(p -> anew.take(p).forEach(notice -> again.put(notice.key(), notice)));
        told.values().removeIf(Notice::blank);
        again.values().removeIf(Notice::blank);
        assertThat(told).isEqualTo(again);
    }

    private static Post random(Random random, int n) {
        int host = random.nextInt(6);
        String[] above =
                random.nextInt(3) == 0 ? new String[] {"i" + random.nextInt(6)} : new String[0];
        Trouble trouble =
                random.nextInt(3) == 0
                        ? null
                        : trouble(
                                "i" + host,
                                n % 7,
                                STATES.get(random.nextInt(STATES.size())),
                                above);
        Bond bond = random.nextInt(3) == 0 ? Bond.NEEDS : Bond.IS;
        Post post = post(Shared.service(KONTALI), bond, kontali(host), trouble);
        return random.nextInt(8) == 0 ? post.down() : post;
    }

    private static Shared postgresIs() {
        return Shared.service(POSTGRES);
    }

    private static InstanceId kontali(int host) {
        return new InstanceId(new ServiceName(KONTALI.value()), new HostName("web-" + host));
    }

    private static Post is(int host, @Nullable Trouble trouble) {
        return post(Shared.service(KONTALI), Bond.IS, kontali(host), trouble);
    }

    private static Post post(Shared shared, Bond bond, InstanceId id, @Nullable Trouble trouble) {
        return new Post(shared, id, bond, trouble, true);
    }

    private static Trouble down(String id, double began, String... above) {
        return trouble(id, began, IncidentState.OPEN, above);
    }

    private static Trouble trouble(String id, double began, IncidentState state, String... above) {
        return new Trouble(
                new IncidentId(id),
                id,
                Cause.OOM_KILL,
                at(began),
                state,
                List.of(above).stream().map(IncidentId::new).toList());
    }
}
