# Elixir: a script that raises.
cause=unhandled-exception runtime=elixir needs=elixir
provoke() {
    printf 'IO.puts("importing")\n%%{price: p} = %%{cost: 3}\nIO.inspect(p)\n' >import.exs
    alone elixir import.exs
}
