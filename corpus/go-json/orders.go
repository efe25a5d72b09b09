package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Cents is an amount of money. In JSON it is a string with a currency, "EUR 12.50", or a plain number of cents.
type Cents int64

func (c *Cents) UnmarshalJSON(data []byte) error {
	if len(data) == 0 || data[0] != '"' {
		return json.Unmarshal(data, (*int64)(c))
	}
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	_, amount, found := strings.Cut(text, " ")
	whole, fraction, point := strings.Cut(amount, ".")
	if !found || !point || len(fraction) != 2 {
		return fmt.Errorf("%q is no amount", text)
	}
	value, err := strconv.ParseInt(whole+fraction, 10, 64)
	*c = Cents(value)
	return err
}

func (c Cents) MarshalJSON() ([]byte, error) {
	sign := ""
	if c < 0 {
		sign, c = "-", -c
	}
	return fmt.Appendf(nil, "%s%d.%02d", sign, c/100, c%100), nil
}

// Day is a date, "2031-04-17".
type Day struct{ Year, Month, Day int }

func (d *Day) UnmarshalText(text []byte) error {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return fmt.Errorf("%q is no date", text)
	}
	for _, part := range []struct {
		value    *int
		from, to int
	}{{&d.Year, 0, 4}, {&d.Month, 5, 7}, {&d.Day, 8, 10}} {
		value, err := strconv.Atoi(string(text[part.from:part.to]))
		if err != nil {
			return fmt.Errorf("%q is no date", text)
		}
		*part.value = value
	}
	return nil
}

func (d Day) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%04d-%02d-%02d", d.Year, d.Month, d.Day), nil
}

type Order struct {
	ID       string          `json:"id"`
	Placed   Day             `json:"placed"`
	Customer Customer        `json:"customer"`
	Lines    []Line          `json:"lines"`
	Shipping *Address        `json:"shipping,omitempty"`
	Note     string          `json:"note,omitempty"`
	Extra    json.RawMessage `json:"extra,omitempty"`
	Total    Cents           `json:"total"`
}

type Customer struct {
	Name  string   `json:"name"`
	Email string   `json:"email"`
	Tier  string   `json:"tier"`
	Tags  []string `json:"tags"`
}

type Line struct {
	SKU      string             `json:"sku"`
	Name     string             `json:"name"`
	Quantity int                `json:"quantity"`
	Price    Cents              `json:"price"`
	Percent  *float64           `json:"discount_percent,omitempty"`
	Options  map[string]any     `json:"options,omitempty"`
	Weights  map[string]float64 `json:"weights,omitempty"`
}

type Address struct {
	Street  string     `json:"street"`
	City    string     `json:"city"`
	Country string     `json:"country"`
	Place   [2]float64 `json:"place"`
}

// amount is what the line costs: whole cents, half a cent up.
func (l *Line) amount() Cents {
	gross := int64(l.Price) * int64(l.Quantity)
	if l.Percent == nil {
		return Cents(gross)
	}
	// Hundredths of a percent are exact enough, and the same on every processor.
	off := int64(*l.Percent*100 + 0.5)
	return Cents((gross*(10000-off) + 5000) / 10000)
}
