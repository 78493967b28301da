package expr

// RecursiveCTE is WITH RECURSIVE name AS (first UNION ALL next), where next selects from the CTE itself, which it is given. Columns
// of the CTE have the names that first gives them. The CTE may be [Materialized], [Nesting], or have a [CTESuffix].
//
// SQLAlchemy: cte(recursive=True).
func RecursiveCTE[R any](name string, first Select[R], next func(self Derived) Select[R], o ...CTEOption) Derived {
	return recursive(name, first, next, true, o)
}

// RecursiveDistinctCTE is [RecursiveCTE] with UNION: rows that were found before are left out, which ends a walk in a circle.
func RecursiveDistinctCTE[R any](name string, first Select[R], next func(self Derived) Select[R], o ...CTEOption) Derived {
	return recursive(name, first, next, false, o)
}

func recursive[R any](name string, first Select[R], next func(Derived) Select[R], all bool, o []CTEOption) Derived {
	c := &CTE{Query: first.q, Name: name, Recursive: true, UnionAll: all}
	c.set(o)
	d := Derived{c}
	c.Next = next(d).q
	return d
}
