# A Python program that leaves a KeyError uncaught, three calls deep.
cause=unhandled-exception runtime=python needs=python3
provoke() {
    file shop/orders.py <<'END'
def total(order):
    return sum(line["price"] * line["count"] for line in order["lines"])
END
    file shop/__main__.py <<'END'
import time
from shop.orders import total

def main():
    print("shop: reading orders", flush=True)
    time.sleep(0.2)
    print(total({"lines": [{"price": 3}]}))

main()
END
    alone python3 -m shop
}
