package lru

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func keys(m *Map[int, string]) []int {
	var got []int
	for k := range m.All {
		got = append(got, k)
	}
	return got
}

func TestEvictsTheOldest(t *testing.T) {
	var evicted []int
	m := New(3, func(k int, _ string) { evicted = append(evicted, k) })
	for k := 1; k <= 3; k++ {
		m.Put(k, "v")
	}
	if _, ok := m.Get(1); !ok {
		t.Fatal("1 is missing")
	}
	if _, ok := m.Peek(2); !ok {
		t.Fatal("2 is missing")
	}
	m.Put(4, "v") // 2 goes: 1 was used since, Peek does not count
	m.Put(3, "w") // replaced, nothing goes
	if want := []int{2}; !slices.Equal(evicted, want) {
		t.Errorf("evicted %v, want %v", evicted, want)
	}
	if got, want := keys(m), []int{3, 4, 1}; !slices.Equal(got, want) {
		t.Errorf("newest first: %v, want %v", got, want)
	}
	if v, _ := m.Get(3); v != "w" {
		t.Errorf("value of 3 is %q, want the replacement", v)
	}
}

func TestRemoveAndClear(t *testing.T) {
	m := New[int, string](0, nil) // counts as one
	m.Put(1, "a")
	m.Put(2, "b")
	if m.Len() != 1 {
		t.Fatalf("Len %d, want 1", m.Len())
	}
	if v, ok := m.Remove(2); !ok || v != "b" {
		t.Errorf("Remove(2) = %q, %v", v, ok)
	}
	if _, ok := m.Remove(2); ok {
		t.Error("removed twice")
	}
	m = New[int, string](4, nil)
	for k := range 4 {
		m.Put(k, "v")
	}
	var seen []int
	m.Clear(func(k int, _ string) { seen = append(seen, k) })
	if want := []int{0, 1, 2, 3}; !slices.Equal(seen, want) || m.Len() != 0 {
		t.Errorf("Clear visited %v, want %v; Len %d", seen, want, m.Len())
	}
	m.Clear(nil)
}

// TestAgainstModel compares with a slice ordered by age through many random operations.
func TestAgainstModel(t *testing.T) {
	const size = 8
	rng := rand.New(rand.NewPCG(1, 2))
	m := New[int, string](size, nil)
	var model []int // newest first
	for range 20_000 {
		k := rng.IntN(16)
		at := slices.Index(model, k)
		switch rng.IntN(3) {
		case 0:
			if _, ok := m.Get(k); ok != (at >= 0) {
				t.Fatalf("Get(%d) = %v, model %v", k, ok, model)
			}
			if at >= 0 {
				model = slices.Insert(slices.Delete(model, at, at+1), 0, k)
			}
		case 1:
			m.Put(k, "")
			if at >= 0 {
				model = slices.Delete(model, at, at+1)
			}
			model = slices.Insert(model, 0, k)
			model = model[:min(len(model), size)]
		case 2:
			m.Remove(k)
			if at >= 0 {
				model = slices.Delete(model, at, at+1)
			}
		}
		if got := keys(m); !slices.Equal(got, model) {
			t.Fatalf("map %v, model %v", got, model)
		}
	}
}

func TestHitAllocatesNothing(t *testing.T) {
	m := New[int, string](4, nil)
	m.Put(1, "a")
	m.Put(2, "b")
	if n := testing.AllocsPerRun(100, func() { m.Get(1); m.Get(2) }); n != 0 {
		t.Errorf("two hits allocate %v times, want 0", n)
	}
}
