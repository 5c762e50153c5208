# A main class that is not in the jar.
cause=missing-dependency runtime=java needs=java
provoke() { alone java -cp /nowhere com.example.shop.Main; }
