package pool

import (
	"context"
	"testing"
)

func quiet() Options[int] {
	return Options[int]{
		Connect: func(context.Context) (int, error) { return 1, nil },
		Reset:   func(context.Context, int) error { return nil },
	}
}

func BenchmarkCheckoutRelease(b *testing.B) {
	p := NewQueue(quiet())
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	b.ReportAllocs()
	for b.Loop() {
		l, err := p.Checkout(ctx)
		if err != nil {
			b.Fatal(err)
		}
		l.Release(ctx)
	}
}

func TestCheckoutAllocatesTheLease(t *testing.T) {
	p := NewQueue(quiet())
	ctx := context.Background()
	cycle := func() {
		l, err := p.Checkout(ctx)
		if err != nil {
			t.Fatal(err)
		}
		l.Release(ctx)
	}
	cycle()
	if n := testing.AllocsPerRun(100, cycle); n > 1 {
		t.Errorf("a checkout and release allocate %v times, want once", n)
	}
}
