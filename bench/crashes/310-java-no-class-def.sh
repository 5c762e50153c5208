# A library that was left out of the class path.
cause=missing-dependency runtime=java needs=java
provoke() {
    mkdir classes
    printf 'class Prices { static int of(String x) { return 1; } }\n' >Prices.java
    printf 'public class Shop { public static void main(String[] a) { System.out.println(Prices.of("tea")); } }\n' >Shop.java
    "$JAVA_HOME/bin/javac" -d classes Prices.java Shop.java && rm classes/Prices.class
    alone java -cp classes Shop
}
