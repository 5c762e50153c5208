# PyMongo gives up choosing a server.
cause=database-unreachable runtime=python-pymongo needs="python3 py:pymongo"
provoke() {
    echo 'import pymongo; print(pymongo.MongoClient("mongodb://127.0.0.1:27018", serverSelectionTimeoutMS=1500).shop.orders.count_documents({}))' >app.py
    alone python3 app.py
}
