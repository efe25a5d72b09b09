// Makes a sales report of orders. Reads from stdin a stream of JSON values: the settings first, then one order after
// the other. Prices each order, sums up by the key that the settings name, and writes one JSON document: the totals,
// the largest groups in order, a checksum of the orders in their canonical form (completed, keys sorted), and every
// n-th of those.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"slices"
	"sort"
	"strings"
)

type Settings struct {
	Title     string   `json:"title"`
	GroupBy   string   `json:"group_by"`
	SortBy    string   `json:"sort_by"`
	Limit     int      `json:"limit"`
	EchoEvery int      `json:"echo_every"`
	Indent    string   `json:"indent"`
	Tiers     []string `json:"tiers"`
}

type Group struct {
	Key      string         `json:"key"`
	Orders   int            `json:"orders"`
	Items    int            `json:"items"`
	Amount   Cents          `json:"amount"`
	Largest  Cents          `json:"largest"`
	Products map[string]int `json:"products"`
}

type Report struct {
	Title    string   `json:"title"`
	Orders   int      `json:"orders"`
	Skipped  int      `json:"skipped"`
	Items    int      `json:"items"`
	Amount   Cents    `json:"amount"`
	First    *Day     `json:"first"`
	Last     *Day     `json:"last"`
	Groups   []*Group `json:"groups"`
	Others   int      `json:"other_groups"`
	Checksum uint32   `json:"checksum"`
	Echo     []any    `json:"echo"`
}

// A key says in which groups an order is. An order can be in several.
var keys = map[string]func(*Order) []string{
	"month": func(o *Order) []string { return []string{fmt.Sprintf("%04d-%02d", o.Placed.Year, o.Placed.Month)} },
	"tier":  func(o *Order) []string { return []string{o.Customer.Tier} },
	"tag":   func(o *Order) []string { return o.Customer.Tags },
	"domain": func(o *Order) []string {
		return []string{strings.ToLower(o.Customer.Email[strings.IndexByte(o.Customer.Email, '@')+1:])}
	},
	"country": func(o *Order) []string {
		if o.Shipping == nil {
			return []string{"(collected)"}
		}
		return []string{o.Shipping.Country}
	},
}

var orders = map[string]func(a, b *Group) bool{
	"amount":  func(a, b *Group) bool { return a.Amount > b.Amount },
	"orders":  func(a, b *Group) bool { return a.Orders > b.Orders },
	"largest": func(a, b *Group) bool { return a.Largest > b.Largest },
	"key":     func(a, b *Group) bool { return a.Key < b.Key },
}

func main() {
	decoder := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<16))
	report, indent, err := makeReport(decoder)
	if err != nil {
		fmt.Fprintln(os.Stderr, "go-json:", err)
		os.Exit(1)
	}
	output := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(output)
	encoder.SetIndent("", indent)
	if err := errors.Join(encoder.Encode(report), output.Flush()); err != nil {
		fmt.Fprintln(os.Stderr, "go-json: stdout cannot be written:", err)
		os.Exit(1)
	}
}

func makeReport(decoder *json.Decoder) (*Report, string, error) {
	var settings Settings
	if err := decoder.Decode(&settings); err != nil {
		return nil, "", fmt.Errorf("the settings cannot be read: %w", err)
	}
	key, less := keys[settings.GroupBy], orders[settings.SortBy]
	if key == nil || less == nil {
		return nil, "", fmt.Errorf("cannot group by %q and sort by %q", settings.GroupBy, settings.SortBy)
	}
	report := &Report{Title: settings.Title, Groups: []*Group{}, Echo: []any{}}
	groups := map[string]*Group{}
	for number := 1; ; number++ {
		var order Order
		if err := decoder.Decode(&order); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, "", fmt.Errorf("order %d cannot be read: %w", number, err)
		}
		if len(settings.Tiers) > 0 && !slices.Contains(settings.Tiers, order.Customer.Tier) {
			report.Skipped++
			continue
		}
		report.add(&order, key(&order), groups)
		plain, canonical, err := normalized(&order)
		if err != nil {
			return nil, "", fmt.Errorf("order %d: %w", number, err)
		}
		report.Checksum = crc32.Update(report.Checksum, crc32.IEEETable, canonical)
		if settings.EchoEvery > 0 && number%settings.EchoEvery == 0 {
			report.Echo = append(report.Echo, plain)
		}
	}
	for _, group := range groups {
		report.Groups = append(report.Groups, group)
	}
	// Ties are in the order of their keys: a map's own order differs from run to run.
	sort.Slice(report.Groups, func(i, j int) bool {
		a, b := report.Groups[i], report.Groups[j]
		if less(a, b) != less(b, a) {
			return less(a, b)
		}
		return a.Key < b.Key
	})
	if settings.Limit > 0 && len(report.Groups) > settings.Limit {
		report.Others = len(report.Groups) - settings.Limit
		report.Groups = report.Groups[:settings.Limit]
	}
	return report, settings.Indent, nil
}

func (r *Report) add(order *Order, names []string, groups map[string]*Group) {
	items := 0
	for i := range order.Lines {
		items += order.Lines[i].Quantity
		order.Total += order.Lines[i].amount()
	}
	r.Orders++
	r.Items += items
	r.Amount += order.Total
	day := order.Placed
	before := func(a, b Day) bool {
		return slices.Compare([]int{a.Year, a.Month, a.Day}, []int{b.Year, b.Month, b.Day}) < 0
	}
	if r.First == nil || before(day, *r.First) {
		r.First = &day
	}
	if r.Last == nil || before(*r.Last, day) {
		r.Last = &day
	}
	for _, name := range names {
		group := groups[name]
		if group == nil {
			group = &Group{Key: name, Products: map[string]int{}}
			groups[name] = group
		}
		group.Orders++
		group.Items += items
		group.Amount += order.Total
		group.Largest = max(group.Largest, order.Total)
		for _, line := range order.Lines {
			product, _, _ := strings.Cut(line.SKU, "-")
			group.Products[product] += line.Quantity
		}
	}
}

// normalized is the order as plain maps and lists, whose keys come out sorted, those of `extra` too; and its JSON.
func normalized(order *Order) (plain any, canonical []byte, err error) {
	text, err := json.Marshal(order)
	if err != nil {
		return nil, nil, err
	}
	if err := json.Unmarshal(text, &plain); err != nil {
		return nil, nil, err
	}
	canonical, err = json.Marshal(plain)
	return plain, canonical, err
}
