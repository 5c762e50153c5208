package dev.varde.processor.trend;

import java.util.List;
import java.util.Random;

/// What a figure does over a day, made up from a seed: as a share of a limit of [#LIMIT].
enum Curve {
    FLAT_WITH_NOISE {
        @Override
        double at(double hour, Shape s, Random noise) {
            return s.level + 0.03 * noise.nextGaussian();
        }
    },
    GARBAGE_COLLECTED {
        @Override
        double at(double hour, Shape s, Random noise) {
            double cycle = hour * 60 / (1 + 20 * s.pace);
            return s.level
                    + (0.1 + 0.3 * s.height) * (cycle - Math.floor(cycle))
                    + 0.01 * noise.nextGaussian();
        }
    },
    ONE_STEP_UP {
        @Override
        double at(double hour, Shape s, Random noise) {
            return s.level
                    + (hour > 24 * s.pace ? 0.1 + 0.4 * s.height : 0)
                    + 0.01 * noise.nextGaussian();
        }
    },
    FEW_COARSE_STEPS {
        @Override
        double at(double hour, Shape s, Random noise) {
            return Math.round(50 * (s.level + 0.02 * noise.nextGaussian())) / 50.0;
        }
    },
    CACHE_THAT_FILLS {
        @Override
        double at(double hour, Shape s, Random noise) {
            double filled = 1 - Math.exp(-hour / (0.2 + 6 * s.pace));
            return s.level + (0.1 + 0.3 * s.height) * filled + 0.005 * noise.nextGaussian();
        }
    },
    DAY_AND_NIGHT {
        @Override
        double at(double hour, Shape s, Random noise) {
            double turn = 2 * Math.PI * (hour / 24 + s.pace);
            return s.level
                    + (0.01 + 0.03 * s.height) * Math.sin(turn)
                    + 0.01 * noise.nextGaussian();
        }
    },
    WANDERING {
        @Override
        double at(double hour, Shape s, Random noise) {
            s.wandered = 0.999 * s.wandered + 0.002 * noise.nextGaussian();
            return s.level + s.wandered;
        }
    },
    LEAK {
        @Override
        double at(double hour, Shape s, Random noise) {
            double cycle = hour * 60 / (1 + 20 * s.pace);
            return s.level
                    + hour * (0.03 + 0.2 * s.height)
                    + 0.1 * (cycle - Math.floor(cycle))
                    + 0.01 * noise.nextGaussian();
        }
    };

    static final long LIMIT = 1L << 30;
    static final List<Curve> HARMLESS =
            java.util.Arrays.stream(values()).filter(c -> c != LEAK).toList();

    /// What is random of one curve, each from 0 to 1.
    static final class Shape {
        final double level;
        final double pace;
        final double height;
        double wandered;

        Shape(Random random) {
            level = 0.1 + 0.4 * random.nextDouble();
            pace = random.nextDouble();
            height = random.nextDouble();
        }
    }

    /// As a share of the limit.
    abstract double at(double hour, Shape s, Random noise);

    long value(double hour, Shape s, Random noise) {
        return Math.max(0, (long) (LIMIT * at(hour, s, noise)));
    }
}
